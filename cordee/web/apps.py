"""The web app, as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WebConfig(AppConfig):
    """Configuration of `cordee.web`."""

    name = "cordee.web"

    def ready(self) -> None:
        """Let every app give its links and home sections."""
        autodiscover_modules("menu")
