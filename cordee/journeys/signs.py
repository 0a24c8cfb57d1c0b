"""When each territory of a cohort was last seen: present, writing, answering, showing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils.module_loading import import_string

from cordee.journeys.models import Availability, Evidence, Presence
from cordee.journeys.queries import PRESENT
from cordee.reactions import SIGNS

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort

    type Seen = QuerySet[Any, tuple[int, datetime]]


def last_seen(cohort: Cohort) -> dict[int, datetime]:
    """Participation → instant of its last sign, in one query over every room of the table."""
    first, *others = [import_string(path)(cohort) for path in SIGNS]
    rows = first.order_by().union(*(one.order_by() for one in others), all=True)
    return dict(rows.order_by("last"))  # the latest of a territory comes last, and stays


def presences(cohort: Cohort) -> Seen:
    """Half-days somebody came to."""
    rows = Presence.objects.filter(delegate__participation__cohort=cohort, status__in=PRESENT)
    return rows.values_list("delegate__participation").annotate(last=Max("at"))


def evidence(cohort: Cohort) -> Seen:
    """Evidence brought for a pledge."""
    rows = Evidence.objects.filter(participation__cohort=cohort)
    return rows.values_list("participation").annotate(last=Max("at"))


def answers(cohort: Cohort) -> Seen:
    """Dates somebody said she could, or could not, come."""
    rows = Availability.objects.filter(delegate__participation__cohort=cohort)
    return rows.values_list("delegate__participation").annotate(last=Max("at"))
