"""The editor of calls, as Django knows it."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EditorConfig(AppConfig):
    """Configuration of `cordee.calls.editor`: its own tables, pages and addresses."""

    name = "cordee.calls.editor"
    label = "editor"

    def ready(self) -> None:
        """Let every room give its previews, and the people that a change of rules touches."""
        autodiscover_modules("preview", "touched")
