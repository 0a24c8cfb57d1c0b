"""The web app, as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import get_language

from cordee.kernel import speech


class WebConfig(AppConfig):
    """Configuration of `cordee.web`."""

    name = "cordee.web"

    def ready(self) -> None:
        """Let every app give its links and home sections, and sentences know their reader."""
        speech.listen(get_language)
        autodiscover_modules("menu")
