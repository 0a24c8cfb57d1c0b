"""Reading calls: what is open, what comes, what is behind."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from cordee.calls.models import Edition
from cordee.calls.rules import Phase
from cordee.web.guards import steady

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


_ORDER = (
    Phase.OPEN, Phase.UPCOMING, Phase.JUDGED, Phase.CLOSED, Phase.RESULTS, Phase.ARCHIVED,
)  # fmt: skip
"""From what one can act on to what is only read."""


def public() -> QuerySet[Edition]:
    """The calls anybody may read, with their rules; those without definition are not there yet."""
    return Edition.objects.published().exclude(current=None).select_related("current")


@steady
def public_one() -> QuerySet[Edition]:
    """The same, for the page of one: its rules and texts are read by a process that lacks them."""
    return public().defer("current__content", "current__texts")


def listed(at: datetime) -> list[Edition]:
    """The calls of a list, without reading their rules (one query): the open ones first.

    Among those, the first to close comes first, and what never closes comes last.
    """
    rows = Edition.objects.published().filter(archived_at=None).told_apart().listed()
    return sorted(rows, key=lambda edition: _rank(edition, at))


def _rank(edition: Edition, at: datetime) -> tuple[int, float]:
    phase = edition.phase(at)
    if phase is not Phase.OPEN:
        return _ORDER.index(phase), 0
    return _ORDER.index(phase), edition.closes_at.timestamp() if edition.closes_at else inf
