"""The people app, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Configuration of `cordee.people`."""

    name = "cordee.people"
