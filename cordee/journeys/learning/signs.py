"""What a territory gave back, as a sign that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from cordee.journeys.learning.models import Return

if TYPE_CHECKING:
    from cordee.journeys.models import Cohort
    from cordee.journeys.signs import Seen


def returns(cohort: Cohort) -> Seen:
    """Exercises handed in."""
    rows = Return.objects.filter(participation__cohort=cohort).exclude(handed_at=None)
    return rows.values_list("participation").annotate(last=Max("handed_at"))
