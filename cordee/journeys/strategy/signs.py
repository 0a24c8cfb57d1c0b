"""What a territory wrote of its strategy, as a sign that it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.urls import reverse

from cordee.journeys.queries import wall_clock
from cordee.journeys.rules.deliverables import Given
from cordee.journeys.strategy.models import FinalStrategy, PassageVersion
from cordee.journeys.strategy.queries import plans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.journeys.models import Cohort
    from cordee.journeys.signs import Seen


def passages(cohort: Cohort) -> Seen:
    """Parts of the strategy written anew."""
    rows = PassageVersion.objects.filter(passage__strategy__participation__cohort=cohort)
    return rows.values_list("passage__strategy__participation").annotate(last=Max("at"))


def given(cohort: Cohort) -> Iterator[Given]:
    """The strategies handed in, but those reopened since."""
    asked = plans.asked(cohort.edition.definition)
    rows = FinalStrategy.objects.filter(
        strategy__participation__cohort=cohort, reopened_at=None
    ).select_related("strategy__participation")
    for one in rows.order_by("at", "pk") if asked is not None else ():
        key, place = str(asked.key if asked else ""), one.strategy.participation
        link = reverse("strategy:final", args=[place.public_id])
        yield Given(key, wall_clock(cohort, one.at).date(), place.pk, "", link)
