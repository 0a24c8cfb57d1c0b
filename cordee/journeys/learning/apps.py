"""The learning app, as Django knows it."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Configuration of `cordee.journeys.learning`: its own tables, pages and addresses."""

    name = "cordee.journeys.learning"
    label = "learning"
