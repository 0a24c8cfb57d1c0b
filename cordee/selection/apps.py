"""The selection app, as Django knows it."""

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    """Configuration of `cordee.selection`."""

    name = "cordee.selection"
