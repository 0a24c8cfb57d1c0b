"""Cohorts as every page of the year reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.models import Cohort

if TYPE_CHECKING:
    from django.db.models import QuerySet


def cohorts() -> QuerySet[Cohort]:
    """Cohorts with the call they live, whose rules each page asks for."""
    return Cohort.objects.select_related("edition__current")
