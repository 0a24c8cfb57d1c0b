"""The applications app, as Django knows it."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """Configuration of `cordee.applications`."""

    name = "cordee.applications"
