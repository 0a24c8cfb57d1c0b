"""Reading what a cohort produces: what was given, in every room, and where each thing stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

from cordee.journeys.models import Delivery, Evidence
from cordee.journeys.queries.concerned import concerned
from cordee.journeys.queries.ledger import gatherings, held_days, wall_clock
from cordee.journeys.rules.absences import put_off
from cordee.journeys.rules.deliverables import Given, Produced, Setting, each, judge
from cordee.programme.anchors import deadline
from cordee.programme.schema.pledges import Handed
from cordee.reactions import GIVEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from cordee.journeys.models import Cohort, Participation
    from cordee.journeys.queries.ledger import Ledger
    from cordee.programme.schema.year import Deliverable


@dataclass(frozen=True, slots=True)
class Line:
    """A deliverable, by whom; what each territory that owes it did, or what the organiser did."""

    deliverable: Deliverable
    rows: list[tuple[Participation | None, Produced]]


def deliveries(cohort: Cohort) -> Iterator[Given]:
    """What the team recorded."""
    rows = Delivery.objects.filter(cohort=cohort, withdrawn_at=None).order_by("on", "pk")
    for one in rows:
        yield Given(one.deliverable, one.on, one.participation_id, one.text, one.link, one.mark)


def evidence(cohort: Cohort) -> Iterator[Given]:
    """What was shown for the pledges that wait for a deliverable."""
    pledges = cohort.edition.definition.year.pledges
    asked = {one.key: one.deliverable for one in pledges
             if isinstance(one, Handed) and one.deliverable}  # fmt: skip
    rows = Evidence.objects.filter(
        participation__cohort=cohort, pledge__in=asked, withdrawn_at=None
    )
    for one in rows.order_by("on", "pk"):
        yield Given(asked[one.pledge], one.on, one.participation_id, one.text, one.link)


def given(cohort: Cohort) -> dict[int | None, list[Given]]:
    """Territory, or nobody for the organiser → everything given; one query a room."""
    found: dict[int | None, list[Given]] = defaultdict(list)
    for path in GIVEN:
        for one in import_string(path)(cohort):
            found[one.participation].append(one)
    return found


def lines(ledger: Ledger, territories: Iterable[Participation], at: datetime) -> list[Line]:
    """Each deliverable of the call and where it stands, for the team of the house."""
    everyone = list(territories)
    made, around = given(ledger.cohort), setting(ledger, at)
    found = []
    for asked in ledger.cohort.edition.definition.year.deliverables:
        owing = [one for one in everyone if concerned(one, asked)]
        who: list[Participation | None] = [*owing] if each(asked) else [None]
        rows = [(one, _judged(ledger, asked, made, one, around)) for one in who if owing]
        found += [Line(asked, rows)] if rows else []
    return found


def of_territory(ledger: Ledger, participation: Participation, at: datetime) -> list[Produced]:
    """What a territory owes, and what the organiser owes that it may read."""
    made, around = given(ledger.cohort), setting(ledger, at)
    return [
        _judged(ledger, asked, made, participation if each(asked) else None, around)
        for asked in ledger.cohort.edition.definition.year.deliverables
        if concerned(participation, asked)
        and (each(asked) or asked.audience not in {"me", "staff", "jury"})
    ]


def setting(ledger: Ledger, at: datetime) -> Setting:
    """The year around: its first and last days as its meetings are known, and whether it is over.

    Meetings without any date count for neither; when none has a date, there is no last day.
    """
    first, last = ledger.days()
    asked = gatherings(ledger.meetings, ledger.cohort.edition.definition)
    return Setting(
        today=wall_clock(ledger.cohort, at).date(),
        first=first,
        last=last,
        over=bool(asked) and all(one.over or one.cancelled for one in asked),
    )


def _judged(
    ledger: Ledger,
    asked: Deliverable,
    made: dict[int | None, list[Given]],
    participation: Participation | None,
    around: Setting,
) -> Produced:
    definition = ledger.cohort.edition.definition
    due = deadline(definition, asked.due, held_days(ledger.meetings)) if asked.due else None
    if participation is None:
        return judge(asked, made.get(None, ()), due, around)
    given, until = participation.extended_on, participation.extended_until
    if until is not None and around.today <= until:
        around = replace(around, over=False)
    put = put_off(due, given, until) if due else None
    return judge(asked, made.get(participation.pk, ()), put, around)
