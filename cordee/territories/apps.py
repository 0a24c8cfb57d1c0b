"""The territories app, as Django knows it."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Configuration of `cordee.territories`."""

    name = "cordee.territories"
