"""Where calls stand for newcomers: between two periods nothing is open, the next is to come."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from cordee.calls.models import Edition
from cordee.calls.rules import Phase, entrances

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.calls.rules import Entrance

_ORDER = (
    Phase.OPEN, Phase.UPCOMING, Phase.JUDGED, Phase.CLOSED, Phase.RESULTS, Phase.ARCHIVED,
)  # fmt: skip
"""From what one can act on to what is only read."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The phase of a call, and between two periods when the next opens."""

    phase: Phase
    reopens: datetime | None = None


def standing(edition: Edition, at: datetime, doors: Sequence[Entrance] | None = None) -> Standing:
    """Where a call stands at that instant; `doors` are its entrances, when they are known."""
    phase = edition.phase(at)
    if phase is not Phase.OPEN:
        return Standing(phase)
    doors = entrances(edition.definition, at) if doors is None else doors
    found = [one.reception for one in doors]
    if any(not one.faults for one in found):
        return Standing(phase)
    coming = [one.opens for one in found if one.opens and one.opens > at]
    return Standing(Phase.UPCOMING, min(coming)) if coming else Standing(Phase.CLOSED)


def listed(at: datetime) -> list[tuple[Edition, Standing]]:
    """The calls of a list, the open ones first; two queries at most.

    Only the rules of those that run with several periods are read. Among the open ones, the first
    to close comes first, and what never closes comes last.
    """
    rows = list(Edition.objects.published().filter(archived_at=None).told_apart().listed())
    found = [(edition, _seen(edition, at)) for edition in _with_rules(rows, at)]
    return sorted(found, key=lambda one: _rank(*one))


def _with_rules(rows: Sequence[Edition], at: datetime) -> Sequence[Edition]:
    """The same, the rules of those whose periods must be looked at read in one query."""
    prefetch_related_objects([one for one in rows if _apart(one, at)], "current")
    return rows


def _seen(edition: Edition, at: datetime) -> Standing:
    return standing(edition, at) if _apart(edition, at) else Standing(edition.phase(at))


def _apart(edition: Edition, at: datetime) -> bool:
    return edition.several and edition.phase(at) is Phase.OPEN


def _rank(edition: Edition, found: Standing) -> tuple[int, float]:
    if found.phase is not Phase.OPEN:
        return _ORDER.index(found.phase), 0
    return _ORDER.index(found.phase), edition.closes_at.timestamp() if edition.closes_at else inf
