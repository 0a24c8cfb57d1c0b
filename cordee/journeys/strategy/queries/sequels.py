"""What each territory chose to live next: the last choice counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cordee.journeys.strategy.models import SequelChosen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort, Participation
    from cordee.programme.schema.year import Sequel


def offered(cohort: Cohort) -> Sequence[Sequel]:
    """What the programme lets each territory choose from."""
    return cohort.edition.definition.year.sequels


def choices(participation: Participation) -> QuerySet[SequelChosen]:
    """Everything a territory chose, the last first."""
    rows = SequelChosen.objects.filter(participation=participation).select_related("by__person")
    return rows.order_by("-pk")


def standing(participations: Iterable[Participation]) -> dict[int, SequelChosen]:
    """Territory → its last choice, in one query."""
    rows = SequelChosen.objects.filter(participation__in=list(participations))
    last = rows.order_by("participation_id", "-pk").distinct("participation_id")
    return {one.participation_id: one for one in last}


def counts(cohort: Cohort) -> list[tuple[str, int]]:
    """How many territories chose each sequel, those nobody chose included."""
    found = Counter(one.key for one in standing(cohort.participations.filter(ends=None)).values())
    return [(str(one.label), found[one.key]) for one in offered(cohort)]
