"""The letters, as Django knows them."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Configuration of `cordee.letters`."""

    name = "cordee.letters"
