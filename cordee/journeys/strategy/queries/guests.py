"""Who looks on, and as which part of the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.strategy.models import Guest

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort


def holders(cohort: Cohort, part: str) -> QuerySet[Guest]:
    """Those who hold a part of a cohort, or held it: ask each whether it holds today."""
    rows = Guest.objects.filter(cohort=cohort, part=part).select_related("seat__person")
    return rows.order_by("pk")
