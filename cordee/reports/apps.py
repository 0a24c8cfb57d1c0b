"""The reports app, as Django knows it."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Configuration of `cordee.reports`."""

    name = "cordee.reports"
