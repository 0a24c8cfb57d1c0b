"""Calls and the versions of their rules; what the public asks, follows and attends."""

from cordee.calls.models.briefings import Briefing, Registration
from cordee.calls.models.editions import Edition, EditionQuerySet, Version
from cordee.calls.models.files import FileContent, VersionFile
from cordee.calls.models.inquiries import Inquiry, Subscription
from cordee.calls.models.keeping import KeptContent

__all__ = [
    "Briefing",
    "Edition",
    "EditionQuerySet",
    "FileContent",
    "Inquiry",
    "KeptContent",
    "Registration",
    "Subscription",
    "Version",
    "VersionFile",
]
