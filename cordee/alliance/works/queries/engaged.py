"""Who took part in what the alliance does together: an ally is active by it (R278)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.alliance.works.models import DayReply, WorkAlly
from cordee.alliance.works.rules import assemblies as rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    type Seen = Iterator[tuple[int | None, int | None, date]]


def assembled() -> Seen:
    """Whoever came to an assembly, on site or at a distance."""
    rows = DayReply.objects.filter(came__in=(rules.ON_SITE, rules.REMOTE)).order_by("pk")
    return ((person, None, day) for person, day in rows.values_list("guest__person_id", "day__on"))


def worked() -> Seen:
    """Whoever joined a workstream, for a structure or for herself."""
    rows = WorkAlly.objects.order_by("pk")
    yield from rows.values_list("person_id", "organisation_id", "joined")
