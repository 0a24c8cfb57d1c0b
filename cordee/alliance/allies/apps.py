"""The allies, as Django knows them."""

from django.apps import AppConfig


class AlliesConfig(AppConfig):
    """Configuration of `cordee.alliance.allies`: its own tables, pages and addresses."""

    name = "cordee.alliance.allies"
    label = "allies"
