"""Sense: what a valid definition says that does not hold together."""

from cordee.programme.sense.table import remarks

__all__ = ["remarks"]
