"""Who took part in what the alliance does together: an ally is active by it (R278)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, F, Value

from cordee.alliance.works.models import DayReply, WorkAlly
from cordee.alliance.works.rules import assemblies as rules

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet


def assembled() -> QuerySet[DayReply, Any]:
    """Whoever came to an assembly, on site or at a distance."""
    rows = DayReply.objects.filter(came__in=(rules.ON_SITE, rules.REMOTE))
    nobody = Value(None, BigIntegerField())
    return rows.annotate(body_=nobody, day_=F("day__on")).values_list(
        "guest__person_id", "body_", "day_"
    )


def worked() -> QuerySet[WorkAlly, Any]:
    """Whoever joined a workstream, for a structure or for herself."""
    rows = WorkAlly.objects.annotate(day_=F("joined"))
    return rows.values_list("person_id", "organisation_id", "day_")
