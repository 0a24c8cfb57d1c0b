"""What a territory gave back, as a sign that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.urls import reverse

from cordee.journeys.learning.models import Return
from cordee.journeys.queries import wall_clock
from cordee.journeys.rules.deliverables import Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.journeys.models import Cohort
    from cordee.journeys.signs import Seen


def returns(cohort: Cohort) -> Seen:
    """Exercises handed in."""
    rows = Return.objects.filter(participation__cohort=cohort).exclude(handed_at=None)
    return rows.values_list("participation").annotate(last=Max("handed_at"))


def given(cohort: Cohort) -> Iterator[Given]:
    """The exercises that the call announces, handed in."""
    rows = Return.objects.filter(participation__cohort=cohort).exclude(handed_at=None)
    asked = rows.exclude(exercise__deliverable="").select_related("exercise")
    for one in asked.order_by("handed_at", "pk"):
        if one.handed_at is not None:
            day = wall_clock(cohort, one.handed_at).date()
            link = reverse("learning:return", args=[one.public_id])
            yield Given(one.exercise.deliverable, day, one.participation_id, "", link)
