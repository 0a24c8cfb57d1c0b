"""The demonstration's jury: interests declared, grids filled, a balanced choice, a release."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from cordee.applications.models import Application, Deposit
from cordee.calls.models import Edition
from cordee.demo.candidates import find
from cordee.demo.script import LENGTHS, Script
from cordee.people.actions import accounts, organisations, persons, seats
from cordee.people.models import Organisation, User
from cordee.programme.schema.choosing import Scale, Stage
from cordee.selection import actions
from cordee.selection.models import Deliberation, Juror, Panel, Ruling
from cordee.selection.queries import asked, files, open_to, ranking, stage_of
from cordee.selection.queries.sittings import members
from cordee.selection.rules import scale_of
from cordee.territories.models import Territory
from cordee.web.requests import asking

SPREAD = (-1, 0, 0, 1)
"""How far from the common opinion a juror falls, in steps of the scale."""


def play(script: Script, edition: Edition, boss: User) -> Ruling:
    """From the first seat to the release of the results."""
    closed = script.moment(1)
    stage = next(
        one for one in edition.definition.stages if one.criteria or edition.definition.criteria
    )
    panel = actions.open_panel(edition, stage.key, by=boss, at=closed + timedelta(hours=2))
    for rank, entry in enumerate(script.data["jurors"]):
        at = closed + timedelta(days=1 + rank / 4)
        juror = seat(panel, entry, boss, at)
        declare(juror, entry, at + timedelta(hours=1))
        mark(script, juror, at + timedelta(days=2))
    _talk(script, panel, boss, closed + timedelta(days=18))
    actions.close_marks(panel, by=boss, at=closed + timedelta(days=20))
    proposal = actions.propose(
        panel, seed=script.data["seed"], by=boss, at=closed + timedelta(days=21)
    )
    _deliberate(script, proposal, boss, closed + timedelta(days=21, hours=1))
    ruling = _rule(script, proposal, boss, closed + timedelta(days=21, hours=3))
    return actions.release(ruling, by=boss, at=closed + timedelta(days=25))


def seat(panel: Panel, entry: dict[str, Any], boss: User, at: datetime) -> Juror:
    """Seat whoever an entry of the script names."""
    given, _, family = entry["name"].partition(" ")
    user = accounts.reserve(entry["email"], at=at)
    person = accounts.welcome(user, method="code", at=at)
    persons.change_profile(person, given_name=given, family_name=family, by=user, at=at)
    seats.give_seat(person, "juror", scope=panel.edition, by=boss, at=at)
    return actions.seat_juror(
        panel,
        person,
        organisation=_institution(entry["organisation"], boss, at),
        president=entry.get("president", False),
        by=boss,
        at=at,
    )


def declare(juror: Juror, entry: dict[str, Any], at: datetime) -> None:
    """Declare her interests, with the files she withdraws from."""
    by = User.objects.get(person=juror.person_id)
    actions.declare(juror, _conflicts(juror.panel, entry), by=by, at=at)


def _talk(script: Script, panel: Panel, boss: User, at: datetime) -> None:
    """A doubt about the file most disputed, a question to its team, its answer."""
    said = script.data["talk"]
    disputed = ranking(panel, by="spread")[0].deposit
    application = disputed.application
    juror = next(one for one in panel.jurors.order_by("pk") if open_to(one).filter(pk=disputed.pk))
    by = User.objects.get(person=juror.person_id)
    actions.remark(panel, application, said["remark"], audience="staff", by=by, at=at)
    if stage_of(panel).candidates_contacted:
        later = at + timedelta(days=1)
        actions.contact(
            panel, application, means="phone", reached=str(disputed.team[0]["given_name"]),
            question=said["asked"], answer=said["told"], by=boss, at=later,
        )  # fmt: skip
        actions.remark(panel, application, said["answer"], audience="staff", by=boss, at=later)


def _institution(name: str, boss: User, at: datetime) -> Organisation:
    found = Organisation.objects.filter(name=name).first()
    return found or organisations.keep_organisation(
        Organisation(name=name, kind="autre"), by=boss, at=at
    )


def _conflicts(panel: Panel, entry: dict[str, Any]) -> Mapping[Application, str]:
    rows = Application.objects.filter(edition=panel.edition_id)
    return {rows.get(territory=find(one)): one["reason"] for one in entry.get("conflicts", ())}


def mark(script: Script, juror: Juror, at: datetime) -> None:
    """Mark every file open to her; once in a while she does not say."""
    by = User.objects.get(person=juror.person_id)
    stage = stage_of(juror.panel)
    for deposit in open_to(juror):
        _grid(script, juror, deposit, stage, by=by, at=at)


def _grid(
    script: Script, juror: Juror, deposit: Deposit, stage: Stage, *, by: User, at: datetime
) -> None:
    """Her grid of one file, as one page saves it: what her rights are is asked once."""
    quality = _quality(script, deposit)
    with asking():
        for criterion in asked(deposit, stage):
            scale = scale_of(deposit.version.definition, stage, criterion)
            names = (juror.pk, deposit.application.body_name, criterion.key)
            silent = script.draw("silent", *names, below=40) == 0
            value = None if silent else value_of(scale, quality, script.pick(SPREAD, *names))
            comment = (
                "" if script.draw("talk", *names, below=5) else "Équipe solide, portage clair."
            )
            actions.mark(juror, deposit, criterion.key, value, comment=comment, by=by, at=at)


def _quality(script: Script, deposit: Deposit) -> float:
    entries = script.data["candidates"]
    territory = deposit.application.territory
    entry = next(one for one in entries if territory and _names(one, territory))
    return LENGTHS[entry["quality"]]


def _names(entry: dict[str, Any], territory: Territory) -> bool:
    """Whether an entry of the script names that territory, without asking the database."""
    return bool(
        entry["ref"] == territory.ref if "ref" in entry else entry["name"] == territory.name
    )


def value_of(scale: Scale, quality: float, nudge: int) -> Decimal:
    """A mark of the scale near that quality (0 to 1), moved by so many steps."""
    if scale.levels:
        levels = sorted(level.value for level in scale.levels)
        place = round(quality * (len(levels) - 1)) + nudge
        return levels[max(0, min(place, len(levels) - 1))]
    steps = int((scale.max - scale.min) / scale.step)
    place = max(0, min(round(quality * steps * 0.9) + nudge, steps))
    return scale.min + place * scale.step


def _deliberate(script: Script, proposal: Deliberation, boss: User, at: datetime) -> None:
    """A short sitting: who was there, the most disputed files, a vote on the whole set."""
    panel = proposal.panel
    sitting = actions.open_sitting(panel, deliberation=proposal, by=boss, at=at)
    jurors = members(panel, at)
    for one in jurors:
        actions.attend(sitting, one, present=True, by=boss, at=at + timedelta(minutes=5))
    later = at + timedelta(minutes=10)
    said = script.data["sitting"]["points"]
    for ranked, text in zip(ranking(panel, by="spread"), said, strict=False):
        actions.discuss(sitting, ranked.deposit, by=boss, at=later)
        actions.note(sitting, text, deposit=ranked.deposit, by=boss, at=later)
        later += timedelta(minutes=4)
    actions.discuss(sitting, None, by=boss, at=later)
    ballot = actions.put_to_vote(sitting, script.data["sitting"]["question"], by=boss, at=later)
    for one in jurors:
        if one.voting and one.person.user is not None:
            actions.vote(ballot, one, "for", voter=one, by=one.person.user, at=later)
    actions.count(ballot, by=boss, at=later + timedelta(minutes=2))
    actions.close_sitting(sitting, by=boss, at=later + timedelta(minutes=5))


def _rule(script: Script, proposal: Deliberation, boss: User, at: datetime) -> Ruling:
    """Follow the proposal: its set, its reserve as far as it goes, reasons for all."""
    result = proposal.result
    rules = proposal.version.definition.selection
    size = rules.reserve.size if rules.reserve and rules.reserve.size else 0
    reserve = result["waiting_list"][:size]
    said = script.data["reasons"]
    reasons = {
        str(one.public_id): said["reserve" if str(one.public_id) in reserve else "refused"]
        for one in files(proposal.panel)
        if str(one.public_id) not in result["selected"]
    }
    return actions.rule(
        proposal, selected=result["selected"], reserve=reserve, reasons=reasons, by=boss, at=at
    )
