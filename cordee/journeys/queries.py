"""Reading a cohort: its calendar, its register, where each territory stands."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from django.db.models import Prefetch
from django.utils import timezone

from cordee.journeys.models import Delegate, Meeting, Override, Participation, Presence
from cordee.journeys.rules.pledges import PledgeState, Proof, Situation, evaluate
from cordee.journeys.rules.presence import Attendee, Gathering, Half, Register, halves
from cordee.kernel.findings import Finding, Verdict
from cordee.kernel.moments import When
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort
    from cordee.people.models import User
    from cordee.programme.schema import Definition

PRESENT = (Presence.Status.PRESENT, Presence.Status.LATE)
OVER = (Meeting.State.HELD, Meeting.State.CLOSED)


def of_user(user: User, at: datetime) -> QuerySet[Participation]:
    """The territories someone is a delegate of today."""
    return (
        Participation.objects.filter(
            delegates__in=Delegate.objects.current(at), delegates__person__user=user
        )
        .distinct()
        .select_related("cohort__edition__current")
        .order_by("-starts", "pk")
    )


def calendar(cohort: Cohort) -> QuerySet[Meeting]:
    """The meetings of a whole cohort, dated ones first."""
    return cohort.meetings.filter(participation=None)


def calendar_of(participation: Participation) -> QuerySet[Meeting]:
    """What a territory comes to: the cohort's meetings and its own."""
    return (
        calendar(participation.cohort)
        | participation.cohort.meetings.filter(participation=participation)
    ).order_by("starts", "pk")


def held_days(cohort: Cohort) -> dict[str, date | When]:
    """The day each meeting falls on by now, for the deadlines that hang on it (R86, R89)."""
    days: dict[str, date | When] = {}
    for meeting in calendar(cohort):
        if meeting.state == Meeting.State.CANCELLED:
            continue
        days[meeting.key] = local_day(meeting) if meeting.starts else When.parse(meeting.when)
    return days


def local_day(meeting: Meeting) -> date:
    """The day of a dated meeting, on the wall clock of its programme."""
    assert meeting.starts is not None  # noqa: S101 - asked only of dated meetings
    return meeting.starts.astimezone(timezone.get_current_timezone()).date()


def gatherings(meetings: Iterable[Meeting], definition: Definition) -> list[Gathering]:
    """The meetings as the rules of presence see them; those that count no presence are left out."""
    found = []
    zone = ZoneInfo(definition.timeline.zone)
    for meeting in meetings:
        planned = definition.year.meeting(meeting.key)
        if planned is not None and not (planned.attendance and planned.required):
            continue
        start = meeting.starts.astimezone(zone) if meeting.starts else None
        end = meeting.ends.astimezone(zone) if meeting.ends else None
        found.append(
            Gathering(
                id=str(meeting.pk),
                key=meeting.key,
                kind=meeting.kind,
                label=meeting.label,
                day=start.date() if start else None,
                over=meeting.state in OVER,
                cancelled=meeting.state == Meeting.State.CANCELLED,
                halves=halves(start.date(), start.time(), end.time() if end else None)
                if start
                else frozenset(),
            )
        )
    return found


def attendees(participation: Participation) -> list[Attendee]:
    """The delegation, those who left included: what they signed still counts for the pair."""
    zone = timezone.get_current_timezone()
    return [
        Attendee(
            id=str(one.pk),
            name=str(one.person),
            role=one.role,
            leads=tuple(one.leads),
            starts=one.starts.astimezone(zone).date(),
            ends=one.ends.astimezone(zone).date() if one.ends else None,
        )
        for one in participation.delegates.select_related("person").order_by("pk")
    ]


def register(meetings: list[Meeting], definition: Definition) -> Register:
    """Everything signed at these meetings, in one query."""
    signed: dict[tuple[str, str], set[tuple[date, Half]]] = defaultdict(set)
    rows = Presence.objects.filter(meeting__in=meetings, status__in=PRESENT).order_by("pk")
    for meeting, delegate, day, half in rows.values_list(
        "meeting_id", "delegate_id", "day", "half"
    ):
        signed[(str(meeting), str(delegate))].add((day, cast("Half", half)))
    return Register(
        gatherings(meetings, definition), {key: frozenset(value) for key, value in signed.items()}
    )


def situation(participation: Participation, at: datetime) -> Situation:
    """A territory on a day, as the rules of pledges see it."""
    cohort = participation.cohort
    definition = cohort.edition.definition
    meetings = list(calendar_of(participation))
    held = held_days(cohort)
    team = definition.team
    roles = {one.key: str(one.label) for one in (*team.roles, *team.leads)} if team else {}
    today = at.astimezone(ZoneInfo(definition.timeline.zone)).date()
    return Situation(
        today=today,
        attendees=attendees(participation),
        register=register(meetings, definition),
        proofs=[
            Proof(one.pledge, one.kind, one.on, " ".join(filter(None, (one.body, one.text))))
            for one in participation.evidence.filter(withdrawn_at=None)
        ],
        deadlines={
            pledge.key: deadline(definition, pledge.due, held)
            for pledge in definition.year.pledges
            if pledge.due is not None
        },
        roles=roles,
        over=bool(meetings) and all(one.state in OVER for one in meetings),
    )


def pledges(participation: Participation, at: datetime) -> list[PledgeState]:
    """Where each pledge stands; a dated override by the staff has the last word."""
    definition = participation.cohort.edition.definition
    states = evaluate(definition.year.pledges, situation(participation, at))
    settled: dict[str, Override] = {}
    for one in participation.overrides.order_by("at", "pk"):
        settled[one.pledge] = one
    return [_settled(state, settled.get(state.pledge.key)) for state in states]


def _settled(state: PledgeState, override: Override | None) -> PledgeState:
    if override is None:
        return state
    found = state.finding
    said = f"Décision de l’équipe : {override.reason}"
    finding = Finding(
        found.code,
        found.where,
        Verdict(override.verdict),
        said,
        found.strength,
        (found.sentence, *found.evidence),
    )
    return PledgeState(state.pledge, finding, state.people)


def participations(cohort: Cohort) -> QuerySet[Participation]:
    """The territories of a cohort with what one screen shows of each."""
    return cohort.participations.select_related("territory", "charter").prefetch_related(
        Prefetch("delegates", Delegate.objects.select_related("person")), "charges"
    )
