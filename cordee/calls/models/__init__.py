"""Calls and the versions of their rules."""

from cordee.calls.models.editions import Edition, EditionQuerySet, Version

__all__ = ["Edition", "EditionQuerySet", "Version"]
