"""End the year of a cohort: nothing is owed any more, exchanges go on among alumni (R95)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.events import YearEnded
from cordee.journeys.models import Cohort, Meeting
from cordee.journeys.queries import wall_clock
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.people.models import User


@transaction.atomic
def end_year(cohort: Cohort, *, on: date, goes_on: str, by: User, at: datetime) -> Cohort:
    """Say that the year of a cohort ended on a day, and what goes on; said again, it is corrected.

    Raises `Refused` for a day to come, and while a sheet is open: certificates rely on them.
    """
    held = Cohort.objects.select_for_update(of=("self",)).select_related("edition__current").get(
        pk=cohort.pk
    )  # fmt: skip
    if on > wall_clock(held, at).date():
        raise Refused(broken("ending.future", "on", "Choisissez un jour passé, ou aujourd’hui."))
    late = held.meetings.filter(starts__lt=at, state=Meeting.State.FIXED).order_by("starts", "pk")
    if names := [one.label for one in late]:
        said = french.say(
            "Des feuilles de présence restent à clore : {names}. Les attestations en dépendent.",
            names=french.listed(names),
        )
        raise Refused(broken("ending.sheets", "on", said))
    held.alumni_from, held.goes_on = on, tidy(goes_on)
    held.save(update_fields=("alumni_from", "goes_on"))
    record(YearEnded(cohort=held.pk, on=on.isoformat()), by=by, at=at)
    return held
