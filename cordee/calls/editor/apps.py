"""The editor of calls, as Django knows it."""

from django.apps import AppConfig


class EditorConfig(AppConfig):
    """Configuration of `cordee.calls.editor`: its own tables, pages and addresses."""

    name = "cordee.calls.editor"
    label = "editor"
