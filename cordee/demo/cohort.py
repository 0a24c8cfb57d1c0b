"""The demonstration's cohort: dates fixed, sheets signed, charters, councils, contributions."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cordee.demo import meetings
from cordee.demo.script import Script
from cordee.journeys import actions
from cordee.journeys.claims import Billed
from cordee.journeys.models import Cohort, Meeting, Participation, Presence
from cordee.journeys.queries import calendar, local_day
from cordee.kernel.moments import When
from cordee.people.models import Person, User
from cordee.programme.schema.pledges import PresentedTo
from cordee.selection.models import Ruling

SOON = timedelta(weeks=6)
"""How long before a vague week the staff fixes its day."""


def play(script: Script, ruling: Ruling, boss: User) -> None:
    """Live the year until today."""
    cohort = Cohort.objects.get(ruling=ruling)
    _fix_dates(script, cohort, boss)
    _change_a_team(script, cohort, boss)
    _hold(script, cohort, boss)
    for rank, participation in enumerate(cohort.participations.order_by("pk")):
        _keep_promises(script, participation, rank, boss)
    meetings.play(script, cohort, boss)


def _fix_dates(script: Script, cohort: Cohort, boss: User) -> None:
    """Each vague week becomes a day six weeks ahead, on its second possible Thursday at most."""
    zone = ZoneInfo(cohort.edition.definition.timeline.zone)
    for meeting in calendar(cohort).filter(starts=None):
        first = When.parse(meeting.when).first
        if first is None or first - SOON > script.now.date():
            continue
        planned = cohort.edition.definition.year.meeting(meeting.key)
        day = first + timedelta(days=3)
        start, end = (planned.start, planned.end) if planned else (None, None)
        actions.move_meeting(
            meeting,
            starts=datetime.combine(day, start or time(9, 30), zone),
            ends=datetime.combine(day, end or time(17), zone),
            reason="Jour retenu après le sondage des équipes.",
            by=boss,
            at=datetime.combine(first - SOON, time(10), zone),
        )
    _individual(script, cohort, boss)


def _individual(script: Script, cohort: Cohort, boss: User) -> None:
    """The first half-day of each territory is already behind."""
    zone = ZoneInfo(cohort.edition.definition.timeline.zone)
    anchor = calendar(cohort).filter(starts__lt=script.now).order_by("-starts", "pk").first()
    own = cohort.meetings.exclude(participation=None).filter(ordinal=1).order_by("pk")
    if anchor is None:
        return
    for rank, meeting in enumerate(own):
        day = local_day(anchor) - timedelta(days=40 - 2 * rank)
        while day.weekday() > 4:  # noqa: PLR2004 - Saturday and Sunday
            day += timedelta(days=1)
        actions.move_meeting(
            meeting,
            starts=datetime.combine(day, time(9, 30), zone),
            ends=datetime.combine(day, time(12, 30), zone),
            by=boss,
            at=datetime.combine(day - timedelta(days=30), time(9), zone),
        )


def _hold(script: Script, cohort: Cohort, boss: User) -> None:
    """Sign the sheets of what is past; most come, some are late, excused or absent."""
    for meeting in cohort.meetings.filter(starts__lt=script.now).order_by("starts", "pk"):
        assert meeting.starts is not None  # noqa: S101 - filtered above
        at = meeting.ends or meeting.starts
        for participation in _expected(meeting):
            for delegate in participation.delegates.current(at):
                status = _status(
                    script, meeting, participation, delegate.pk, leads=bool(delegate.leads)
                )
                actions.sign(meeting, delegate, status=status, by=boss, at=at)
        actions.close_meeting(meeting, by=boss, at=at + timedelta(hours=2))


def _expected(meeting: Meeting) -> list[Participation]:
    if meeting.participation is not None:
        return [meeting.participation]
    return list(meeting.cohort.participations.filter(ends=None).order_by("pk"))


def _status(
    script: Script, meeting: Meeting, participation: Participation, delegate: int, *, leads: bool
) -> str:
    """Leads nearly always come; one territory struggles more than the others."""
    chance = script.draw("presence", meeting.label, participation.name, delegate, below=100)
    absent = 3 if leads else 12 + 8 * (participation.pk % 4)
    if chance < absent:
        return Presence.Status.ABSENT if chance % 3 else Presence.Status.EXCUSED
    return Presence.Status.LATE if chance > 94 else Presence.Status.PRESENT  # noqa: PLR2004 - one in twenty


def _keep_promises(script: Script, participation: Participation, rank: int, boss: User) -> None:
    """Charters, councils and contributions, most of them done, the last ones not."""
    meetings = list(calendar(participation.cohort).filter(starts__lt=script.now))
    if len(meetings) < 3:  # noqa: PLR2004 - the year has not begun
        return
    given, back = meetings[1], meetings[2]
    assert given.starts is not None and back.starts is not None  # noqa: PT018, S101 - filtered above
    actions.give_charter(participation, by=boss, at=given.starts)
    if rank < 6:  # noqa: PLR2004 - the last territory is still looking for its signatory
        actions.sign_charter(
            participation,
            signatory=" ".join(script.person(participation.name, "signatory")),
            capacity=script.data["charters"]["signatory"],
            signed_at=back.starts - timedelta(days=3 * rank - 4),
            by=boss,
            at=back.starts + timedelta(days=12),
        )
    _council(participation, rank, given.starts, boss)
    _contribution(participation, rank, back.starts, boss)


def _council(participation: Participation, rank: int, start: datetime, boss: User) -> None:
    pledges = participation.cohort.edition.definition.year.pledges
    for pledge in pledges:
        if isinstance(pledge, PresentedTo) and rank not in {4, 6}:
            on = start + timedelta(days=20 + 4 * rank)
            actions.show(
                participation,
                pledge.key,
                kind=pledge.evidence[0] if pledge.evidence else "deliberation",
                on=on.date(),
                body="Conseil",
                text="Présentation de la démarche, délibération prise à l’unanimité.",
                by=boss,
                at=on + timedelta(days=2),
            )


def _contribution(participation: Participation, rank: int, at: datetime, boss: User) -> None:
    for charge in participation.charges.order_by("pk"):
        billed = Billed(participation.name, order_number=f"BC-{1200 + rank}")
        actions.claim(charge, billed, by=boss, at=at)
        if rank < 5:  # noqa: PLR2004 - two are still expected
            actions.pay(charge, by=boss, at=at + timedelta(days=30 + 5 * rank))


def _change_a_team(script: Script, cohort: Cohort, boss: User) -> None:
    """The third team changes a month after the third meeting, before the next sheets are signed."""
    meetings = list(calendar(cohort).filter(starts__lt=script.now)[:3])
    team = cohort.participations.order_by("pk")[2:3].first()
    if len(meetings) == 3 and meetings[2].starts and team:  # noqa: PLR2004 - the year has begun
        _replacement(script, team, boss, meetings[2].starts + timedelta(days=30))


def _replacement(script: Script, participation: Participation, boss: User, at: datetime) -> None:
    leaving = participation.delegates.order_by("-pk").first()
    given, family = script.person(participation.name, "newcomer")
    newcomer = Person.objects.create(
        given_name=given, family_name=family, email=f"relais.{participation.pk}@example.org"
    )
    if leaving is not None:
        actions.replace(leaving, newcomer, reason="A changé de poste.", by=boss, at=at)
