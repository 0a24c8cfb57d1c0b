"""Set out, meet, sign, show, pay: the only writer of the year."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction

from cordee.journeys.events import (
    Begun,
    CharterSigned,
    Claimed,
    DelegationChanged,
    Left,
    MeetingClosed,
    MeetingMoved,
    Overridden,
    Shown,
    Signed,
)
from cordee.journeys.models import (
    Charge,
    Charter,
    Cohort,
    Delegate,
    Evidence,
    Meeting,
    MeetingChange,
    Override,
    Participation,
    Presence,
)
from cordee.journeys.queries import gatherings
from cordee.journeys.rules import fees
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, Verdict, broken, missing
from cordee.ledger.actions import record
from cordee.people.models import Person
from cordee.programme.anchors import meeting_when
from cordee.selection.models import Outcome, Ruling
from cordee.selection.queries import frozen_facts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from cordee.people.models import User
    from cordee.programme.schema import Definition
    from cordee.programme.schema.year import Meeting as Planned


def set_out(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: the results are released, the cohort is there with its teams and its calendar."""
    begin(Ruling.objects.get(pk=event.ruling), by=by, at=at)


@transaction.atomic
def begin(ruling: Ruling, *, by: User | None, at: datetime) -> Cohort:
    """Make the cohort of a released ruling from the deposits: territories, delegations, dates."""
    if ruling.released_at is None:
        raise Refused(broken("cohort.early", "cohort", "Publiez d’abord les résultats."))
    edition = ruling.edition
    cohort, created = Cohort.objects.get_or_create(
        ruling=ruling, edition=edition, defaults={"label": edition.title[:250], "begun_at": at}
    )
    if not created:
        return cohort
    for outcome in ruling.outcomes.selected().select_related("deposit__application__territory"):
        _welcome(cohort, outcome, at)
    _plan(cohort, edition.definition, at)
    record(Begun(cohort=cohort.pk, edition=edition.pk), by=by, at=at)
    return cohort


def _welcome(cohort: Cohort, outcome: Outcome, at: datetime) -> Participation:
    deposit = outcome.deposit
    participation = Participation.objects.create(
        cohort=cohort,
        outcome=outcome,
        territory=deposit.application.territory,
        name=deposit.content["body"]["name"],
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
    for fee in definition.fees:
        due = fees.due(fee, frozen_facts(deposit), people=len(deposit.team))
        if due is not None and fee.of == "winners":
            Charge.objects.create(
                participation=participation,
                fee=due.fee,
                amount=due.amount,
                currency=due.currency,
                because=due.because,
                at=at,
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


def _plan(cohort: Cohort, definition: Definition, at: datetime) -> None:
    """Write the calendar: the cohort's meetings once, the others for each territory."""
    territories = list(cohort.participations.order_by("pk"))
    for planned in definition.year.meetings:
        concerned: list[Participation | None] = (
            [None] if planned.per == "cohort" else [*territories]
        )
        for participation in concerned:
            for ordinal in range(1, planned.count + 1):
                _planned(cohort, planned, participation, ordinal=ordinal, at=at)


def _planned(
    cohort: Cohort,
    planned: Planned,
    participation: Participation | None,
    *,
    ordinal: int,
    at: datetime,
) -> Meeting:
    definition = cohort.edition.definition
    when = meeting_when(definition, planned)
    day = when.first if when.fixed and planned.count == 1 else None
    venue = next((one for one in definition.year.venues if one.key == planned.venue), None)
    place = ", ".join(filter(None, (str(venue.label), str(venue.address or "")))) if venue else ""
    suffix = f" – {ordinal}" if planned.count > 1 else ""
    zone = planned.zone or definition.timeline.zone
    return Meeting.objects.create(
        cohort=cohort,
        participation=participation,
        key=planned.key,
        ordinal=ordinal,
        label=f"{planned.label}{suffix}",
        title=str(planned.title or ""),
        kind=planned.kind,
        mode=planned.mode,
        when=when.text,
        starts=_instant(day, planned.start, zone) if day else None,
        ends=_instant(day, planned.end, zone) if day and planned.end else None,
        venue=place[:300],
        state=Meeting.State.FIXED if day else Meeting.State.VAGUE,
        changed_at=at,
    )


def _instant(day: date, hour: time | None, zone: str) -> datetime:
    return datetime.combine(day, hour or datetime.min.time(), ZoneInfo(zone))


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    *,
    starts: datetime | None = None,
    ends: datetime | None = None,
    reason: str = "",
    by: User,
    at: datetime,
    **details: str,
) -> Meeting:
    """Fix or change a meeting: a new announced version, the same UID (R65)."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.state in {Meeting.State.CLOSED, Meeting.State.CANCELLED}:
        raise Refused(broken("meeting.closed", "meeting", "Cette rencontre est close ou annulée."))
    if starts and ends and ends <= starts:
        raise Refused(broken("meeting.hours", "ends", "La fin doit venir après le début."))
    before = _shape(meeting)
    if starts is not None:
        meeting.starts, meeting.ends = starts, ends or starts + timedelta(hours=1)
        meeting.state = Meeting.State.FIXED
    for name, value in details.items():
        setattr(meeting, name, value)
    return _announce(meeting, before, reason=reason, by=by, at=at)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: User, at: datetime) -> Meeting:
    """Cancel a meeting; subscribers see it cancelled, not vanished."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    before = _shape(meeting)
    meeting.state = Meeting.State.CANCELLED
    return _announce(meeting, before, reason=reason, by=by, at=at)


def _shape(meeting: Meeting) -> dict[str, Any]:
    names = ("when", "starts", "ends", "venue", "video", "mode", "title", "state")
    shape = {name: getattr(meeting, name) for name in names}
    return {
        key: value.isoformat() if isinstance(value, datetime) else value
        for key, value in shape.items()
    }


def _announce(
    meeting: Meeting, before: dict[str, Any], *, reason: str, by: User, at: datetime
) -> Meeting:
    if _shape(meeting) == before:
        return meeting
    meeting.sequence += 1
    meeting.changed_at = at
    meeting.save()
    MeetingChange.objects.create(
        meeting=meeting,
        sequence=meeting.sequence,
        before=before,
        after=_shape(meeting),
        reason=tidy(reason),
        at=at,
        by=by,
    )
    record(MeetingMoved(meeting=meeting.pk, sequence=meeting.sequence), by=by, at=at)
    return meeting


@transaction.atomic
def sign(
    meeting: Meeting,
    delegate: Delegate,
    *,
    status: str = Presence.Status.PRESENT,
    halves: Iterable[tuple[date, str]] | None = None,
    mode: str = "",
    source: str = "staff",
    by: User | None,
    at: datetime,
) -> int:
    """Write half-days on the sheet; all those of the meeting unless `halves` names some.

    Raises `Refused` for a meeting without date, still to come, foreign to the delegate, or closed.
    Returns how many half-days are written.
    """
    if found := _sheet_faults(meeting, delegate, at):
        raise Refused(found)
    asked = gatherings([meeting], meeting.cohort.edition.definition)
    wanted = set(halves) if halves is not None else {half for one in asked for half in one.halves}
    for day, half in sorted(wanted):
        Presence.objects.update_or_create(
            meeting=meeting,
            delegate=delegate,
            day=day,
            half=half,
            defaults={"status": status, "mode": mode, "source": source, "at": at, "by": by},
        )
    record(
        Signed(meeting=meeting.pk, delegate=delegate.pk, status=status, halves=len(wanted)),
        by=by,
        at=at,
    )
    return len(wanted)


EARLY = timedelta(minutes=60)
"""A sheet opens an hour before the meeting."""


def _sheet_faults(meeting: Meeting, delegate: Delegate, at: datetime) -> list[Any]:
    where = "meeting"
    if meeting.state == Meeting.State.CLOSED:
        return [broken("sheet.closed", where, "La feuille de cette rencontre est close.")]
    if meeting.starts is None or meeting.state == Meeting.State.CANCELLED:
        return [
            missing(
                "sheet.date", where, "Cette rencontre n’a pas de date : on ne peut pas la signer."
            )
        ]
    if at < meeting.starts - EARLY:
        return [
            broken("sheet.early", where, "Cette rencontre n’a pas commencé : revenez le jour même.")
        ]
    own = meeting.participation_id in {None, delegate.participation_id}
    if not own or delegate.participation.cohort_id != meeting.cohort_id:
        return [
            broken("sheet.foreign", where, "Cette personne n’est pas attendue à cette rencontre.")
        ]
    return []


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: User, at: datetime) -> None:
    """Close the sheet: who is not on it was not there; certificates and pledges rely on it."""
    if meeting.starts is None or at < meeting.starts:
        raise Refused(broken("sheet.early", "meeting", "Cette rencontre n’a pas encore eu lieu."))
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CLOSED)
    record(MeetingClosed(meeting=meeting.pk), by=by, at=at)


@transaction.atomic
def show(
    participation: Participation,
    pledge: str,
    *,
    kind: str,
    on: date,
    by: User,
    at: datetime,
    **details: Any,
) -> Evidence:
    """Show evidence of a pledge; `details` are body, text, link, file."""
    known = {one.key: one for one in participation.cohort.edition.definition.year.pledges}
    if pledge not in known:
        raise Refused(broken("pledge.unknown", "pledge", "Cet engagement n’existe pas."))
    if on > at.date():
        raise Refused(broken("evidence.future", "on", "Une preuve porte sur un fait passé."))
    if not any(str(value or "").strip() for value in details.values()):
        raise Refused(
            missing("evidence.empty", "text", "Donnez un lien, un fichier ou une phrase.")
        )
    evidence = Evidence.objects.create(
        participation=participation, pledge=pledge, kind=kind, on=on, at=at, by=by, **details
    )
    record(Shown(participation=participation.pk, pledge=pledge), by=by, at=at)
    return evidence


@transaction.atomic
def settle(
    participation: Participation,
    pledge: str,
    verdict: Verdict,
    *,
    reason: str,
    by: User,
    at: datetime,
) -> Override:
    """Settle a pledge by hand; the reason is read by the territory."""
    if not reason.strip():
        raise Refused(
            missing("override.reason", "reason", "Dites la raison : le territoire la lira.")
        )
    override = Override.objects.create(
        participation=participation,
        pledge=pledge,
        verdict=verdict,
        reason=tidy(reason),
        at=at,
        by=by,
    )
    record(Overridden(participation=participation.pk, pledge=pledge, verdict=verdict), by=by, at=at)
    return override


@transaction.atomic
def give_charter(participation: Participation, *, by: User, at: datetime) -> None:  # noqa: ARG001 - signed act
    """Hand the charter to a territory, usually at its first meeting."""
    Charter.objects.filter(participation=participation, given_at=None).update(given_at=at)


@transaction.atomic
def sign_charter(
    participation: Participation,
    *,
    signatory: str,
    capacity: str,
    signed_at: datetime,
    delegation: str = "",
    by: User,
    at: datetime,
) -> Charter:
    """Record the signed charter: who, in what capacity, by which delegation (R88, R90)."""
    charter = Charter.objects.select_for_update().get(participation=participation)
    if not signatory.strip() or not capacity.strip():
        raise Refused(
            missing("charter.signatory", "signatory", "Indiquez qui signe et en quelle qualité.")
        )
    if signed_at > at:
        raise Refused(
            broken("charter.future", "signed_at", "La signature ne peut pas être à venir.")
        )
    charter.signatory, charter.capacity = tidy(signatory), tidy(capacity)
    charter.delegation, charter.signed_at = tidy(delegation), signed_at
    charter.at, charter.by = at, by
    charter.save()
    record(CharterSigned(participation=participation.pk, digest=charter.digest), by=by, at=at)
    return charter


@transaction.atomic
def claim(charge: Charge, *, order_number: str = "", by: User, at: datetime) -> None:
    """Ask a territory for its contribution: one claim per team (R84)."""
    if charge.claimed_at is not None:
        raise Refused(broken("charge.claimed", "charge", "Cette contribution est déjà demandée."))
    charge.claimed_at, charge.order_number = at, tidy(order_number)
    charge.save(update_fields=("claimed_at", "order_number"))
    record(
        Claimed(participation=charge.participation_id, charge=charge.pk, state="claimed"),
        by=by,
        at=at,
    )


@transaction.atomic
def pay(charge: Charge, *, by: User, at: datetime) -> None:
    """Record that a contribution was received."""
    charge.paid_at = at
    charge.save(update_fields=("paid_at",))
    record(
        Claimed(participation=charge.participation_id, charge=charge.pk, state="paid"), by=by, at=at
    )


@transaction.atomic
def replace(
    delegate: Delegate, person: Person, *, reason: str = "", by: User, at: datetime
) -> Delegate:
    """Put someone in another's place: both passages keep their dates (R30)."""
    end_delegate(delegate, reason=reason, by=by, at=at)
    made = Delegate.objects.create(
        participation=delegate.participation,
        person=person,
        role=delegate.role,
        leads=delegate.leads,
        starts=at,
        replaces=delegate,
        calendar_token=secrets.token_urlsafe(32),
    )
    record(
        DelegationChanged(
            participation=delegate.participation_id, delegate=made.pk, change="replaced"
        ),
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def end_delegate(delegate: Delegate, *, reason: str = "", by: User, at: datetime) -> None:
    """Someone leaves a delegation; what she signed stays."""
    delegate.ends, delegate.ended_because = at, tidy(reason)
    delegate.save(update_fields=("ends", "ended_because"))
    record(
        DelegationChanged(
            participation=delegate.participation_id, delegate=delegate.pk, change="left"
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def withdraw(participation: Participation, *, reason: str, by: User, at: datetime) -> None:
    """A territory leaves the cohort, with its reason (R316)."""
    if not reason.strip():
        raise Refused(missing("withdrawal.reason", "reason", "Dites la raison de ce départ."))
    participation.ends, participation.ended_because = at.date(), tidy(reason)
    participation.save(update_fields=("ends", "ended_because"))
    record(Left(participation=participation.pk), by=by, at=at)
