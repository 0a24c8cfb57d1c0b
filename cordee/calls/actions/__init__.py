"""Publish, amend, extend, archive a call: the only writer of calls."""

from cordee.calls.actions.extending import extend
from cordee.calls.actions.publishing import (
    amend,
    archive,
    follow_judging,
    follow_results,
    publish,
)

__all__ = ["amend", "archive", "extend", "follow_judging", "follow_results", "publish"]
