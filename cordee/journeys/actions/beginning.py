"""Set out: a cohort is made of a released ruling, with its teams, its calendar and its fees."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from cordee.journeys.actions.asking import ask
from cordee.journeys.actions.awards import award_by_rule
from cordee.journeys.actions.programme import lay_out
from cordee.journeys.events import (
    Begun,
)
from cordee.journeys.models import (
    Charter,
    Cohort,
    Delegate,
    Meeting,
    Participation,
)
from cordee.journeys.rules import repeating
from cordee.kernel.canonical import digest
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.people.models import Person
from cordee.programme.anchors import meeting_when
from cordee.selection.models import Outcome, Ruling

if TYPE_CHECKING:
    from datetime import date, time

    from cordee.people.models import User
    from cordee.programme.schema import Definition
    from cordee.programme.schema.year import Meeting as Planned


def set_out(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: the results are released, the cohort is there with its teams and its calendar."""
    if event.final:
        begin(Ruling.objects.get(pk=event.ruling), by=by, at=at)


@transaction.atomic
def begin(ruling: Ruling, *, by: User | None, at: datetime) -> Cohort:
    """Make the cohort of a released ruling from the deposits: territories, delegations, dates.

    A call whose tracks are decided apart has one cohort: those of the second decision join it.
    """
    if ruling.released_at is None:
        raise Refused(broken("cohort.early", "cohort", "Publiez d’abord les résultats."))
    edition = ruling.edition
    cohort, created = Cohort.objects.get_or_create(
        edition=edition,
        defaults={"ruling": ruling, "label": edition.title[:250], "begun_at": at},
    )
    waiting = ruling.outcomes.selected().filter(participation=None)
    rows = waiting.select_related("deposit__application__territory")
    newcomers = [welcome(cohort, outcome, at) for outcome in rows]
    plan(cohort, newcomers, at=at)
    award_by_rule(newcomers, at=at)
    ask(newcomers, at=at)
    if created:
        record(Begun(cohort=cohort.pk, edition=edition.pk), by=by, at=at)
    return cohort


def welcome(cohort: Cohort, outcome: Outcome, at: datetime) -> Participation:
    """A territory comes into a cohort: its delegation, its charter."""
    deposit = outcome.deposit
    participation = Participation.objects.create(
        cohort=cohort,
        outcome=outcome,
        territory=deposit.application.territory,
        name=deposit.content["body"]["name"],
        track=outcome.track,
        starts=at.date(),
    )
    for mate in deposit.team:
        _delegate(participation, mate, at)
    definition = deposit.version.definition
    if definition.year.charter is not None:
        text = deposit.version.texts.get(definition.year.charter.text, "")
        Charter.objects.create(
            participation=participation, text=text, digest=digest({"charter": text})
        )
    return participation


def _delegate(participation: Participation, mate: dict[str, Any], at: datetime) -> Delegate:
    """A member of the deposit becomes a delegate; her person is found by address, or made."""
    person = Person.objects.filter(email=mate["email"].lower()).first() if mate["email"] else None
    person = person or Person.objects.create(
        given_name=mate["given_name"],
        family_name=mate["family_name"],
        email=mate["email"].lower(),
        phone=mate["phone"],
        title=mate["capacity"],
    )
    return Delegate.objects.create(
        participation=participation,
        person=person,
        role=mate["role"],
        leads=mate["leads"],
        starts=at,
        calendar_token=secrets.token_urlsafe(32),
    )


def plan(cohort: Cohort, newcomers: list[Participation], *, at: datetime) -> None:
    """Write the calendar of those who come: the cohort's meetings once, theirs for each.

    A meeting of some tracks is written for those tracks alone, when somebody of them is there.
    """
    known = set(cohort.meetings.filter(participation=None).values_list("key", flat=True))
    for planned in cohort.edition.definition.year.meetings:
        concerned = [one for one in newcomers if one.meets(planned)]
        rows: list[Participation | None] = [*concerned]
        if planned.per == "cohort":
            rows = [None] if concerned and planned.key not in known else []
        days = days_of(cohort.edition.definition, planned)
        for participation in rows:
            for place, day in enumerate(days, 1):
                _planned(cohort, planned, participation, ordinal=(place, len(days)), day=day, at=at)


def days_of(definition: Definition, planned: Planned) -> list[date | None]:
    """The day of each time a meeting is held, as far as it is fixed.

    One that comes back without saying how often comes back to the last day known of the year.
    """
    when = meeting_when(definition, planned)
    first = when.first if when.fixed else None
    if planned.every is None or first is None:
        return [first if planned.count == 1 else None] * planned.count
    others = (meeting_when(definition, one).last for one in definition.year.meetings)
    last = max((one for one in others if one), default=None)
    return [*repeating.turns(first, planned.every, planned.count, last)]


def _planned(
    cohort: Cohort,
    planned: Planned,
    participation: Participation | None,
    *,
    ordinal: tuple[int, int],
    day: date | None,
    at: datetime,
) -> Meeting:
    """Write one time of a meeting; `ordinal` is its place among how many."""
    definition = cohort.edition.definition
    when = meeting_when(definition, planned)
    venue = next((one for one in definition.year.venues if one.key == planned.venue), None)
    place = ", ".join(filter(None, (str(venue.label), str(venue.address or "")))) if venue else ""
    suffix = f" – {ordinal[0]}" if ordinal[1] > 1 else ""
    zone = planned.zone or definition.timeline.zone
    made = Meeting.objects.create(
        cohort=cohort,
        participation=participation,
        key=planned.key,
        ordinal=ordinal[0],
        label=f"{planned.label}{suffix}",
        title=str(planned.title or ""),
        kind=planned.kind,
        mode=planned.mode,
        when=day.isoformat() if day else when.text,
        starts=_instant(day, planned.start, zone) if day else None,
        ends=_instant(day, planned.end, zone) if day and planned.end else None,
        venue=place[:300],
        state=Meeting.State.FIXED if day else Meeting.State.VAGUE,
        changed_at=at,
    )
    lay_out(made, by=None, at=at)
    return made


def _instant(day: date, hour: time | None, zone: str) -> datetime:
    return datetime.combine(day, hour or datetime.min.time(), ZoneInfo(zone))
