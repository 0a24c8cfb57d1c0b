"""The sign-in by ProConnect, as Django knows it."""

from django.apps import AppConfig


class ProConnectConfig(AppConfig):
    """Configuration of `cordee.people.proconnect`: allauth finds its provider there."""

    name = "cordee.people.proconnect"
    label = "proconnect"
