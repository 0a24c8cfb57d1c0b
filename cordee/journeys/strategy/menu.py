"""What a cohort opens to everybody, on the page of its call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.calls.notices import call_notice
from cordee.journeys.models import Cohort
from cordee.web.home import Section

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.calls.models import Edition


@call_notice(order=20)
def year(edition: Edition, at: datetime) -> Section | None:
    """The public pages of the year lived by the winners, once they are known."""
    if edition.results_at is None or edition.results_at > at:
        return None
    cohort = Cohort.objects.filter(edition=edition).order_by("pk").first()
    return Section("strategy/parts/year.html", {"cohort": cohort}) if cohort else None
