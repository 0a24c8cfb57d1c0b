"""The web app, as Django knows it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Configuration of `cordee.web`."""

    name = "cordee.web"
