"""Two juries at work today: one marks its files and hears teams, another sits in its room."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from cordee.applications.models import Deposit
from cordee.calls.actions import publish
from cordee.demo import candidates, jury
from cordee.demo.script import Script
from cordee.people.actions import seats
from cordee.people.models import Person, User
from cordee.programme import Definition
from cordee.selection import actions
from cordee.selection.actions.hearings import HearingTerms
from cordee.selection.models import Hearing, Juror, Panel
from cordee.selection.queries import open_to, ranking, stage_of
from cordee.selection.rules import scale_of

WRITING = timedelta(weeks=8)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Aside(Script):
    """The same script, telling another call."""

    entry: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def programme(self) -> tuple[Definition, dict[str, str]]:
        """The call of the entry, moved so that it closed some days ago."""
        found = self.other(self.entry)
        if found is None:
            raise RuntimeError("the script names a call that is not there")
        return found

    def moment(self, share: float) -> datetime:
        """An instant of this call: 0 eight weeks before its closing."""
        closes = self.programme[0].closes()
        assert closes is not None  # noqa: S101 - a call that closes
        return closes - WRITING * (1 - share)


def play(script: Script, boss: User) -> Panel:
    """Files are in since some days; the jury of last year reads them again this year."""
    panel, closed = _opened(script, "judging", boss)
    step = (script.now - closed) / 10
    first = panel.jurors.order_by("pk")[0]
    jury.declare(first, {}, closed + 4 * step)
    _mark(script, first, closed + 6 * step)
    _hear(script, panel, boss, closed + 7 * step)
    return panel


def sit(script: Script, boss: User) -> Panel:
    """Every grid is filled, a choice is proposed: the jury is in its room, a vote is open."""
    panel, closed = _opened(script, "sitting_today", boss)
    step = (script.now - closed) / 10
    for juror in panel.jurors.order_by("pk"):
        jury.declare(juror, {}, closed + 3 * step)
        _mark_all(script, juror, closed + 4 * step)
    actions.close_marks(panel, by=boss, at=closed + 6 * step)
    proposal = actions.propose(panel, seed=script.data["seed"], by=boss, at=closed + 7 * step)
    at = script.now - timedelta(minutes=40)
    sitting = actions.open_sitting(panel, deliberation=proposal, by=boss, at=at)
    for juror in panel.jurors.order_by("pk"):
        actions.attend(sitting, juror, present=True, by=boss, at=at + timedelta(minutes=5))
    told, first = script.data["sitting_today"], ranking(panel, by="spread")[0].deposit
    later = at + timedelta(minutes=10)
    actions.discuss(sitting, first, minutes=60, by=boss, at=later)
    actions.note(sitting, told["point"], deposit=first, by=boss, at=at + timedelta(minutes=20))
    actions.put_to_vote(sitting, told["question"], by=boss, at=at + timedelta(minutes=30))
    return panel


def _opened(script: Script, name: str, boss: User) -> tuple[Panel, datetime]:
    """A call that closed some days ago, its files, its jury seated; when it closed."""
    told = script.data[name]
    aside = Aside(script.data, script.now, told)
    edition = publish(*aside.programme, by=boss, at=aside.moment(0) - 10 * DAY)
    for rank, entry in enumerate(told["candidates"]):
        candidates.write(aside, edition, boss, entry, rank / len(told["candidates"]))
    closed = aside.moment(1)
    step = (script.now - closed) / 10
    stage = next(one for one in edition.definition.stages if one.kind == "decision")
    panel = actions.open_panel(edition, stage.key, by=boss, at=closed + step)
    for email in told["jurors"]:
        person = Person.objects.get(email=email)
        seats.give_seat(person, "juror", scope=edition, by=boss, at=closed + 2 * step)
        actions.seat_juror(panel, person, by=boss, at=closed + 2 * step)
    return panel, closed


def _mark_all(script: Script, juror: Juror, at: datetime) -> None:
    """She marked every file on every criterion."""
    by, stage = User.objects.get(person=juror.person_id), stage_of(juror.panel)
    for rank, deposit in enumerate(open_to(juror)):
        for criterion in deposit.version.definition.criteria_of(stage):
            scale = scale_of(deposit.version.definition, stage, criterion)
            nudge = script.pick((-1, 0, 1), juror.pk, rank, criterion.key)
            value = jury.value_of(scale, 0.9 - 0.15 * rank, nudge)
            said = script.data["judging"]["comment"]
            actions.mark(juror, deposit, criterion.key, value, comment=said, by=by, at=at)


def _mark(script: Script, juror: Juror, at: datetime) -> None:
    """She marked one file, and began another."""
    by, stage = User.objects.get(person=juror.person_id), stage_of(juror.panel)
    for rank, deposit in enumerate(open_to(juror)[:2]):
        wanted = deposit.version.definition.criteria_of(stage)
        for criterion in wanted[: len(wanted) - rank]:
            scale = scale_of(deposit.version.definition, stage, criterion)
            value = jury.value_of(scale, 0.7, rank)
            said = script.data["judging"]["comment"]
            actions.mark(juror, deposit, criterion.key, value, comment=said, by=by, at=at)


def _hear(script: Script, panel: Panel, boss: User, at: datetime) -> None:
    """Three times are offered next week to two teams; one has taken its own."""
    told = script.data["judging"]
    first = script.workday(6 * DAY, hour=8)
    hour, lasts = timedelta(hours=1), timedelta(minutes=45)
    times = [(first + n * hour, first + n * hour + lasts) for n in range(3)]
    terms = HearingTerms(venue=told["venue"])
    actions.offer_hearings(panel, times, terms, by=boss, at=at)
    rows = Deposit.objects.filter(application__edition=panel.edition_id).order_by("pk")
    asked = list(rows.select_related("application__owner")[:2])
    actions.ask_hearings(panel, asked, by=boss, at=at)
    hearing = Hearing.objects.get(panel=panel, application=asked[0].application)
    slot = panel.hearing_slots.order_by("starts")[0]
    actions.take_hearing(hearing, slot, by=asked[0].application.owner, at=at + timedelta(minutes=1))
