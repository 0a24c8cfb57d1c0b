"""The strategy of territories, as Django knows it."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Configuration of `cordee.journeys.strategy`: its own tables, pages and addresses."""

    name = "cordee.journeys.strategy"
    label = "strategy"
