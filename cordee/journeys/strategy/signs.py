"""What a territory wrote of its strategy, as a sign that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from cordee.journeys.strategy.models import PassageVersion

if TYPE_CHECKING:
    from cordee.journeys.models import Cohort
    from cordee.journeys.signs import Seen


def passages(cohort: Cohort) -> Seen:
    """Parts of the strategy written anew."""
    rows = PassageVersion.objects.filter(passage__strategy__participation__cohort=cohort)
    return rows.values_list("passage__strategy__participation").annotate(last=Max("at"))
