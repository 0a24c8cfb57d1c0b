"""The calls app, as Django knows it."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Configuration of `cordee.calls`."""

    name = "cordee.calls"
