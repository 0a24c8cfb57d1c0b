"""What the alliance does together, as Django knows it."""

from django.apps import AppConfig


class WorksConfig(AppConfig):
    """Configuration of `cordee.alliance.works`: its own tables, pages and addresses."""

    name = "cordee.alliance.works"
    label = "works"
