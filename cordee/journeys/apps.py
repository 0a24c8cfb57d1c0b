"""The journeys app, as Django knows it."""

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Configuration of `cordee.journeys`."""

    name = "cordee.journeys"
