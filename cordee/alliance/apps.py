"""The alliance, as Django knows it."""

from django.apps import AppConfig


class AllianceConfig(AppConfig):
    """Configuration of `cordee.alliance`."""

    name = "cordee.alliance"
