"""Offer half-days, take one, give it back: one slot for one meeting of one territory (R71-R74)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.actions.meetings import move_meeting, unfix_meeting
from cordee.journeys.events import SlotBooked, SlotReleased, SlotsOffered
from cordee.journeys.models import Meeting, Slot
from cordee.journeys.queries import held_days
from cordee.journeys.rules.slots import offer_faults, release_faults, window_faults
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from cordee.journeys.models import Cohort
    from cordee.kernel.findings import Finding
    from cordee.people.models import Person, User


@transaction.atomic
def offer_slots(
    cohort: Cohort,
    host: Person,
    dates: Sequence[tuple[datetime, datetime]],
    *,
    mode: str = Slot.Mode.REMOTE,
    by: User,
    at: datetime,
) -> int:
    """Offer half-days with someone of the team (R72); the same one twice is offered once."""
    found = [fault for one in dates for fault in offer_faults(*one, at)]
    if not dates:
        found = [missing("slot.empty", "dates", "Proposez au moins un créneau.")]
    if found:
        raise Refused(found)
    for starts, ends in dates:
        Slot.objects.update_or_create(
            cohort=cohort, host=host, starts=starts,
            defaults={"ends": ends, "mode": mode, "withdrawn_at": None},
            create_defaults={"ends": ends, "mode": mode, "at": at, "by": by},
        )  # fmt: skip
    record(SlotsOffered(cohort=cohort.pk, slots=len(dates)), by=by, at=at)
    return len(dates)


@transaction.atomic
def book(slot: Slot, meeting: Meeting, *, purpose: str, by: User, at: datetime) -> Slot:
    """Take a half-day for a meeting of one's territory; the first to ask has it.

    Booking again moves the meeting: its former slot is free at once. Raises `Refused`.
    """
    slot = Slot.objects.select_for_update().get(pk=slot.pk)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if found := _book_faults(slot, meeting, at):
        raise Refused(found)
    for former in Slot.objects.filter(meeting=meeting).exclude(pk=slot.pk):
        _free(former, by=by, at=at)
    slot.meeting, slot.purpose = meeting, tidy(purpose)
    slot.save(update_fields=("meeting", "purpose"))
    told = {"title": slot.purpose[:300]} if slot.purpose else {}
    move_meeting(
        meeting, starts=slot.starts, ends=slot.ends, by=by, at=at, **(told | {"mode": slot.mode})
    )
    record(SlotBooked(slot=slot.pk, meeting=meeting.pk), by=by, at=at)
    return slot


def _book_faults(slot: Slot, meeting: Meeting, at: datetime) -> list[Finding]:
    if meeting.participation_id is None or meeting.cohort_id != slot.cohort_id:
        return [broken("slot.foreign", "slot", "Ce créneau n’est pas pour cette rencontre.")]
    if slot.withdrawn_at is not None or slot.starts <= at:
        return [broken("slot.gone", "slot", "Ce créneau n’est plus proposé : prenez-en un autre.")]
    if slot.meeting_id not in {None, meeting.pk}:
        sentence = "Un autre territoire vient de prendre ce créneau : prenez-en un autre."
        return [broken("slot.taken", "slot", sentence)]
    return window_faults(slot.starts.astimezone(meeting.zone).date(), _between(meeting))


def _between(meeting: Meeting) -> list[tuple[str, date]]:
    """The dated meetings this one must stand between, label and day."""
    definition = meeting.cohort.edition.definition
    planned = definition.year.meeting(meeting.key)
    if planned is None or not planned.between:
        return []
    held = held_days(meeting.cohort.meetings.all())
    days = {key: day for key, day in held.items() if hasattr(day, "toordinal")}
    labels = {one.key: str(one.label) for one in definition.year.meetings}
    return [(labels[key], days[key]) for key in planned.between if key in days]  # type: ignore[misc] # only days were kept


@transaction.atomic
def release(slot: Slot, *, by: User, at: datetime) -> None:
    """Give a half-day back; its meeting has no date any more. Refused two days before."""
    slot = Slot.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=slot.pk)
    if slot.meeting is None:
        return
    if found := release_faults(slot.starts, at):
        raise Refused(found)
    meeting = slot.meeting
    _free(slot, by=by, at=at)
    unfix_meeting(meeting, reason="Le créneau a été rendu.", by=by, at=at)


@transaction.atomic
def withdraw_slot(slot: Slot, *, by: User, at: datetime) -> None:
    """No longer offer a half-day nobody took; a taken one is moved by moving its meeting."""
    gone = Slot.objects.filter(pk=slot.pk, meeting=None, withdrawn_at=None)
    if not gone.update(withdrawn_at=at):
        sentence = "Ce créneau est pris : déplacez ou annulez d’abord sa rencontre."
        raise Refused(broken("slot.taken", "slot", sentence))
    record(SlotReleased(slot=slot.pk), by=by, at=at)


def _free(slot: Slot, *, by: User, at: datetime) -> None:
    slot.meeting, slot.purpose = None, ""
    slot.save(update_fields=("meeting", "purpose"))
    record(SlotReleased(slot=slot.pk), by=by, at=at)
