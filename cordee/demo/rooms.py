"""Rooms of the demonstration’s year lived in lightly: logbook, minutes, polls, visits."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cordee.demo.script import Script
from cordee.journeys import actions as year
from cordee.journeys.learning import actions
from cordee.journeys.learning.models import LogEntry
from cordee.journeys.learning.rules.surveys import Asked
from cordee.journeys.models import Cohort, Delegate, Meeting, Participation
from cordee.journeys.queries import calendar
from cordee.journeys.strategy import actions as strategy
from cordee.journeys.strategy.queries import diagnoses
from cordee.kernel.moments import When
from cordee.people.models import Person, User

if TYPE_CHECKING:
    from decimal import Decimal

DAY = timedelta(days=1)


def play(script: Script, cohort: Cohort, boss: User) -> None:
    """Enter each of them as people do, in the last weeks."""
    held = list(calendar(cohort).filter(starts__lt=script.now - 10 * DAY).order_by("starts", "pk"))
    if len(held) < 2:  # noqa: PLR2004 - the year has not begun
        return
    writers = _writers(cohort, script.now)
    _logbook(script, writers, held[-1], boss)
    _minutes(script, held, writers, boss)
    _introductions(script, writers)
    _survey(script, cohort, boss)
    _poll(script, cohort, boss)
    _charter(script, cohort, boss)
    _visits(script, cohort, boss)
    _half_day(script, writers[0][0], boss)


def _writers(cohort: Cohort, at: datetime) -> list[tuple[Delegate, User]]:
    """The delegates who have an account, with it."""
    rows = Delegate.objects.current(at).filter(
        participation__cohort=cohort, participation__ends=None, person__user__is_active=True
    )
    known = rows.select_related("person__user", "participation__cohort__edition__current")
    return [(one, one.person.user) for one in known.order_by("pk") if one.person.user is not None]


def _logbook(
    script: Script, writers: list[tuple[Delegate, User]], meeting: Meeting, boss: User
) -> None:
    """Everyone keeps a page; some let their team or the cohort read it; the team asks to quote."""
    assert meeting.starts is not None  # noqa: S101 - held
    pages = script.data["rooms"]["logbook"]
    for rank, (one, user) in enumerate(writers[:3]):
        for page in pages[rank::2]:
            at = meeting.starts + DAY
            entry = actions.write_entry(one, page["section"], page["text"], by=user, at=at)
            if page["audience"] != "me":
                actions.share_entry(entry, page["audience"], by=user, at=at + DAY)
    shared = LogEntry.objects.filter(cohort=meeting.cohort, audience="cohort").order_by("pk")
    for entry in shared[:1]:
        actions.ask_extract(
            entry, entry.text.split(".")[0] + ".", "letter",
            reason=script.data["rooms"]["quote"], by=boss, at=script.now - 3 * DAY,
        )  # fmt: skip


def _minutes(
    script: Script, held: list[Meeting], writers: list[tuple[Delegate, User]], boss: User
) -> None:
    """Those of the day before last are published; those of the last one are being written."""
    told = script.data["rooms"]["minutes"]
    titles = [part[0] for part in told]
    for meeting in held[-2:]:
        assert meeting.starts is not None  # noqa: S101 - held
        at = meeting.starts + 2 * DAY
        made = actions.open_minutes(
            meeting, f"Compte rendu – {meeting.label}", titles, audience="cohort", by=boss, at=at
        )
        last = meeting == held[-1]
        for part, (_, text) in zip(made.parts.order_by("rank"), told, strict=True):
            if last and part.rank == len(told):
                actions.entrust_part(part, writers[0][0].person, by=boss, at=at)
            else:
                actions.write_part(part, text, revision=None, by=boss, at=at + DAY)
        if not last:
            actions.publish_minutes(made, by=boss, at=at + 3 * DAY)


def _introductions(script: Script, writers: list[tuple[Delegate, User]]) -> None:
    """One request waits for its answer, another was accepted."""
    told, at = script.data["rooms"]["introductions"], script.now - 2 * DAY
    (first, user), (second, peer), (third, other) = writers[:3]
    actions.ask_introduction(second, first.person, told[0], gives=["email"], by=peer, at=at)
    asked = actions.ask_introduction(first, third.person, told[1], gives=["email"], by=user, at=at)
    actions.answer_introduction(asked, accepts=True, gives=["email"], by=other, at=at + DAY)


def _survey(script: Script, cohort: Cohort, boss: User) -> None:
    """A survey with names, open for some days still."""
    told = script.data["rooms"]["survey"]
    asked = [Asked(f"q{n}", one[0], one[1]) for n, one in enumerate(told["questions"], start=1)]
    actions.plan_survey(
        cohort, asked, title=told["title"], intro=told["intro"], to="everyone", audience="staff",
        anonymous=False, opens_at=script.now - 4 * DAY, closes_at=script.now + 8 * DAY,
        by=boss, at=script.now - 4 * DAY,
    )  # fmt: skip


def _poll(script: Script, cohort: Cohort, boss: User) -> None:
    """The next vague meeting is put to the vote of its people; half of them have answered."""
    vague = calendar(cohort).filter(state=Meeting.State.VAGUE)
    meeting = min(vague, key=lambda one: str(one.when), default=None)
    first = When.parse(meeting.when).first if meeting else None
    if meeting is None or first is None:
        return
    zone, at = ZoneInfo(cohort.edition.definition.timeline.zone), script.now - 3 * DAY
    starts = [datetime(*(first + n * DAY).timetuple()[:3], 9, 30, tzinfo=zone) for n in (1, 3, 8)]
    dates = [(one, one + timedelta(hours=7, minutes=30)) for one in starts]
    year.open_poll(meeting, dates, by=boss, at=at)
    options = [str(one.public_id) for one in meeting.options.order_by("starts")]
    people = Delegate.objects.current(at).filter(participation__cohort=cohort)
    for one in people.filter(participation__ends=None).order_by("pk")[2:20]:
        said = {
            key: script.pick(("yes", "yes", "maybe", "no"), "poll", one.pk, n)
            for n, key in enumerate(options)
        }
        year.answer_poll(meeting, one, said, by=None, at=at + DAY)


def _charter(script: Script, cohort: Cohort, boss: User) -> None:
    """The last territory still to sign received its link."""
    rows = cohort.participations.filter(ends=None, charter__signed_at=None)
    for team in rows.order_by("-pk")[:1]:
        address = f"signataire.{team.pk}@example.org"
        year.send_charter(team, address, by=boss, at=script.now - 5 * DAY)


def _visits(script: Script, cohort: Cohort, boss: User) -> None:
    """A pair of allies visited a territory and told its team; another visit is prepared."""
    rule = diagnoses.rule_of(cohort)
    if rule is None:
        return
    told, at = script.data["rooms"]["visit"], script.now - 30 * DAY
    pair = [_ally(one) for one in told["allies"][: rule.visitors]]
    first, second = cohort.participations.filter(ends=None).order_by("pk")[:2]
    on = (at + 10 * DAY).date()
    visit = strategy.plan_visit(first, pair, boss.person, on=on, by=boss, at=at)
    seen: dict[str, tuple[Decimal | None, str]] = {
        one.key: (script.pick(one.levels, "visit", one.key).value, proof)
        for one, proof in zip(rule.capacities, told["evidence"], strict=False)
    }
    strategy.score(visit, seen, advice=told["advice"], by=boss, at=at + 11 * DAY)
    strategy.close_grid(visit, by=boss, at=at + 12 * DAY)
    for key in [one.key for one in rule.restitutions[:1]]:
        later = at + 16 * DAY
        strategy.tell(visit, key, on=later.date(), by=boss, at=later)
    soon = (script.now + 9 * DAY).date()
    strategy.plan_visit(second, pair, boss.person, on=soon, by=boss, at=script.now - DAY)


def _ally(told: dict[str, str]) -> Person:
    found, _new = Person.objects.get_or_create(
        email=told["email"],
        defaults={"given_name": told["given_name"], "family_name": told["family_name"]},
    )
    return found


def _half_day(script: Script, delegate: Delegate, boss: User) -> None:
    """The second half-day of the first territory goes on now: people sign in this very hour."""
    team: Participation = delegate.participation
    meeting = team.meetings.filter(starts=None).order_by("ordinal", "pk").first()
    if meeting is None:
        return
    zone = ZoneInfo(team.cohort.edition.definition.timeline.zone)
    starts = (script.now.astimezone(zone) - timedelta(hours=1)).replace(
        minute=0, second=0, microsecond=0
    )
    year.move_meeting(
        meeting, starts=starts, ends=starts + timedelta(hours=4), by=boss, at=script.now - 20 * DAY
    )
