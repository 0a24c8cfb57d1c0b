"""Reading a cohort: its calendar, its register, where each territory stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Prefetch, Q

from cordee.journeys.models import (
    Acceptance,
    Delegate,
    Evidence,
    Meeting,
    Override,
    Participation,
    Presence,
)
from cordee.journeys.queries.concerned import pledges_asked
from cordee.journeys.rules.absences import put_off
from cordee.journeys.rules.pledges import PledgeState, Situation, evaluate
from cordee.journeys.rules.presence import Attendee, Gathering, Half, Register, halves
from cordee.journeys.rules.proofs import Proof, of_each
from cordee.kernel import french
from cordee.kernel.findings import Finding, Verdict
from cordee.kernel.moments import When
from cordee.programme import anchors
from cordee.programme.anchors import deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort
    from cordee.people.models import User
    from cordee.programme.schema import Definition
    from cordee.programme.schema.base import Labelled
    from cordee.programme.schema.team import Role

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


def next_meetings(rows: Sequence[Participation], at: datetime) -> dict[int, Meeting]:
    """The next meeting of each of these territories whose date is fixed, by its key: one query."""
    common = Q(participation=None, cohort__in={row.cohort_id for row in rows})
    dated = (
        Meeting.objects.filter(common | Q(participation__in=rows), ends__gt=at)
        .filter(state=Meeting.State.FIXED)
        .select_related("cohort__edition__current")
        .order_by("starts", "pk")
    )
    coming = [*dated] if rows else []
    found = {}
    for row in rows:
        own = (one for one in coming if one.cohort_id == row.cohort_id and one.concerns(row))
        if first := next(own, None):
            found[row.pk] = first
    return found


def calendar(cohort: Cohort) -> QuerySet[Meeting]:
    """The meetings of a whole cohort, dated ones first."""
    return cohort.meetings.filter(participation=None)


def calendar_of(participation: Participation) -> QuerySet[Meeting]:
    """What a territory comes to: the cohort's meetings and its own."""
    year = participation.cohort.edition.definition.year
    others = [one.key for one in year.meetings if not participation.meets(one)]
    return (
        calendar(participation.cohort).exclude(key__in=others)
        | participation.cohort.meetings.filter(participation=participation)
    ).order_by("starts", "pk")


def held_days(meetings: Iterable[Meeting]) -> dict[str, date | When]:
    """The day each meeting falls on by now, for the deadlines that hang on it (R86, R89).

    Of a meeting held several times, the first: what is taken again moves no deadline.
    """
    shared = [
        one
        for one in meetings
        if one.participation_id is None and one.state != Meeting.State.CANCELLED
    ]
    return {
        one.key: local_day(one) if one.starts else When.parse(one.when)
        for one in sorted(shared, key=lambda one: -one.ordinal)
    }


def local_day(meeting: Meeting) -> date:
    """The day of a dated meeting, on the wall clock of its programme."""
    assert meeting.starts is not None  # noqa: S101 - asked only of dated meetings
    return meeting.starts.astimezone(meeting.zone).date()


def wall_clock(cohort: Cohort, at: datetime) -> datetime:
    """An instant on the wall clock of a programme: its days begin and end there."""
    return at.astimezone(ZoneInfo(cohort.edition.definition.timeline.zone))


def gatherings(meetings: Iterable[Meeting], definition: Definition) -> list[Gathering]:
    """The meetings as the rules of presence see them; those that count no presence are left out.

    So are those whose sheets were forgotten at the term of the call: nobody is judged on them.
    """
    found = []
    for meeting in meetings:
        if meeting.presence_counts is not None:
            continue
        planned = definition.year.meeting(meeting.key)
        if planned is not None and not (planned.attendance and planned.required):
            continue
        zone = ZoneInfo((planned.zone if planned else None) or definition.timeline.zone)
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


def roles_of(definition: Definition) -> list[Role]:
    """The roles of the delegations of a call, whatever their track, each key once."""
    teams = [definition.team, *(one.team for one in definition.tracks)]
    return list({role.key: role for team in teams if team for role in team.roles}.values())


def parts_of(definition: Definition) -> list[Labelled]:
    """The roles and the parts (« chef·fe de file ») of the delegations, whatever their track."""
    teams = [definition.team, *(one.team for one in definition.tracks)]
    leads = {one.key: one for team in teams if team for one in team.leads}
    return [*roles_of(definition), *leads.values()]


def _attendee(one: Delegate, zone: ZoneInfo) -> Attendee:
    return Attendee(
        id=str(one.pk),
        name=str(one.person),
        role=one.role,
        leads=tuple(one.leads),
        starts=one.starts.astimezone(zone).date(),
        ends=one.ends.astimezone(zone).date() if one.ends else None,
    )


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything a cohort signed and showed, read at once: five queries whatever its size.

    One more when each person accepts the rules of the programme.
    """

    cohort: Cohort
    meetings: list[Meeting]
    signed: dict[tuple[str, str], frozenset[tuple[date, Half]]]
    delegates: dict[int, list[Delegate]]
    proofs: dict[int, list[Proof]]
    overrides: dict[int, dict[str, Override]]
    accepted: dict[str, dict[str, date]]

    @classmethod
    def read(cls, cohort: Cohort, participations: Iterable[Participation]) -> Ledger:
        """Read what concerns these territories of a cohort."""
        rows_ = list(participations)
        keys = [one.pk for one in rows_]
        every = cohort.meetings.filter(Q(participation=None) | Q(participation__in=keys))
        meetings = [one for one in every if not rows_ or any(map(one.concerns, rows_))]
        delegates: dict[int, list[Delegate]] = defaultdict(list)
        rows = Delegate.objects.filter(participation__in=keys).select_related("person")
        for one in rows.order_by("ends", "pk"):
            delegates[one.participation_id].append(one)
        proofs: dict[int, list[Proof]] = defaultdict(list)
        shown = Evidence.objects.filter(participation__in=keys, withdrawn_at=None)
        who = ArrayAgg("people", filter=Q(people__isnull=False), default=[])
        for piece in shown.annotate(who=who).order_by("on", "pk"):
            words = " ".join(filter(None, (piece.body, piece.text)))
            given, people = piece.quantity or Decimal(0), frozenset(map(str, piece.who))
            proofs[piece.participation_id].append(
                Proof(piece.pledge, piece.kind, piece.on, words, given, people)
            )
        overrides: dict[int, dict[str, Override]] = defaultdict(dict)
        for row in Override.objects.filter(participation__in=keys).order_by("at", "pk"):
            overrides[row.participation_id][row.pledge] = row
        accepted = _accepted(cohort, keys)
        return cls(cohort, meetings, _signed(meetings), delegates, proofs, overrides, accepted)

    def situation(self, participation: Participation, at: datetime) -> Situation:
        """A territory on a day, as the rules of pledges see it."""
        definition = self.cohort.edition.definition
        zone = ZoneInfo(definition.timeline.zone)
        own = [one for one in self.meetings if one.concerns(participation)]
        team = definition.team_of(participation.track)
        held = held_days(self.meetings)
        asked = gatherings(own, definition)
        first, last = self.days()
        given, until = participation.extended_on, participation.extended_until
        today = at.astimezone(zone).date()
        late = until is not None and today <= until
        return Situation(
            today=today,
            attendees=[_attendee(one, zone) for one in self.delegates[participation.pk]],
            register=Register(asked, self.signed),
            proofs=self.proofs[participation.pk],
            deadlines={
                pledge.key: put_off(deadline(definition, pledge.due, held), given, until)
                for pledge in definition.year.pledges
                if pledge.due is not None
            },
            roles={one.key: str(one.label) for one in (*team.roles, *team.leads)} if team else {},
            first=first,
            last=max(filter(None, (last, until)), default=None),
            accepted=self.accepted,
            over=not late and bool(asked) and all(one.over or one.cancelled for one in asked),
        )

    def days(self) -> tuple[date | None, date | None]:
        """The first and last days of the year, as the meetings not cancelled are known by now."""
        kept = [one for one in self.meetings if one.state != Meeting.State.CANCELLED]
        days = [anchors.day(local_day(one)) if one.starts else When.parse(one.when) for one in kept]
        firsts = [one.first for one in days if one.first is not None]
        lasts = [one.last for one in days if one.last is not None]
        return min(firsts, default=None), max(lasts, default=None)

    def pledges(self, participation: Participation, at: datetime) -> list[PledgeState]:
        """Where each pledge stands; a dated override by the staff has the last word."""
        states = evaluate(pledges_asked(participation), self.situation(participation, at))
        settled = self.overrides[participation.pk]
        return [_settled(state, settled.get(state.pledge.key)) for state in states]


def _accepted(cohort: Cohort, participations: list[int]) -> dict[str, dict[str, date]]:
    """Pledge → delegate → the day she accepted its rule; asked only where there is one (R123)."""
    found: dict[str, dict[str, date]] = defaultdict(dict)
    if of_each(cohort.edition.definition.year.pledges):
        rows = Acceptance.objects.filter(delegate__participation__in=participations)
        for one in rows.order_by("pk"):
            found[one.pledge][str(one.delegate_id)] = wall_clock(cohort, one.at).date()
    return found


def _signed(meetings: list[Meeting]) -> dict[tuple[str, str], frozenset[tuple[date, Half]]]:
    found: dict[tuple[str, str], set[tuple[date, Half]]] = defaultdict(set)
    rows = Presence.objects.filter(meeting__in=meetings, status__in=PRESENT).order_by("pk")
    for meeting, delegate, day, half in rows.values_list(
        "meeting_id", "delegate_id", "day", "half"
    ):
        found[str(meeting), str(delegate)].add((day, cast("Half", half)))
    return {key: frozenset(value) for key, value in found.items()}


def pledges(participation: Participation, at: datetime) -> list[PledgeState]:
    """Where each pledge of one territory stands."""
    return Ledger.read(participation.cohort, [participation]).pledges(participation, at)


def _settled(state: PledgeState, override: Override | None) -> PledgeState:
    if override is None:
        return state
    found = state.finding
    said = french.say("Décision de l’équipe : {reason}", reason=override.reason)
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
