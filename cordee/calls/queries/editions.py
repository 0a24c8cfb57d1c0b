"""Reading calls: what is open, what comes, what is behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.calls.models import Edition
from cordee.calls.rules import Phase

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


def listed(at: datetime) -> list[Edition]:
    """The calls of a list, the open ones first, without reading their rules (one query)."""
    rows = Edition.objects.published().filter(archived_at=None).listed()
    return sorted(rows, key=lambda edition: _ORDER.index(edition.phase(at)))
