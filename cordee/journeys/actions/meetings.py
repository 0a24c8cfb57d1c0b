"""Meetings move: each change is announced under the same UID, with who agreed (R64-R66)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.actions.presence import every_half
from cordee.journeys.events import MeetingMoved
from cordee.journeys.models import Meeting, MeetingChange, Slot
from cordee.journeys.queries import PRESENT
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from cordee.people.models import User


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
    """Fix or change a meeting: a new announced version, the same UID (R65).

    Raises `Refused` for hours that go backwards, and while people are noted present on a day it
    leaves: their signatures would stay where nobody reads them.
    """
    meeting, before = _changing(meeting)
    if starts and ends and ends <= starts:
        raise Refused(broken("meeting.hours", "ends", "La fin doit venir après le début."))
    if starts is not None:
        meeting.starts, meeting.ends = starts, ends or starts + timedelta(hours=1)
        meeting.state = Meeting.State.FIXED
        _check_signed(meeting)
    for name, value in details.items():
        setattr(meeting, name, value)
    return _announce(meeting, before, reason=reason, by=by, at=at)


def _check_signed(meeting: Meeting) -> None:
    """Raise `Refused` when somebody is noted present at half-days that are no longer its own."""
    kept = every_half(meeting)
    there = meeting.presences.filter(status__in=PRESENT).order_by("day").values_list("day", "half")
    left = next((day for day, half in there if (day, half) not in kept), None)
    if left is not None:
        sentence = french.say(
            "Des personnes sont notées présentes le {day}. Si la rencontre est reportée, dites-les "
            "d’abord absentes sur la feuille ; si elle a eu lieu ce jour-là, gardez sa date.",
            day=french.day(left),
        )
        raise Refused(broken("meeting.signed", "starts", sentence))


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: User, at: datetime) -> Meeting:
    """Cancel a meeting; subscribers see it cancelled, not vanished.

    Twice changes nothing; refused once its sheet is closed: certificates and pledges rely on it.
    """
    if meeting.state == Meeting.State.CANCELLED:
        return meeting
    meeting, before = _changing(meeting)
    meeting.state = Meeting.State.CANCELLED
    return _announce(meeting, before, reason=reason, by=by, at=at)


def _changing(meeting: Meeting) -> tuple[Meeting, dict[str, Any]]:
    """The meeting, held until the end of the act, and what was announced of it so far."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.state in {Meeting.State.CLOSED, Meeting.State.CANCELLED}:
        raise Refused(broken("meeting.closed", "meeting", "Cette rencontre est close ou annulée."))
    return held, _shape(held)


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
    _give_slot_back(meeting)
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


def _give_slot_back(meeting: Meeting) -> None:
    """The half-day it stood on is free again, once it is cancelled or held at another time."""
    left = Slot.objects.filter(meeting=meeting)
    if meeting.state == Meeting.State.FIXED and meeting.starts is not None:
        left = left.exclude(starts=meeting.starts)
    left.update(meeting=None, purpose="")


@transaction.atomic
def unfix_meeting(meeting: Meeting, *, reason: str, by: User, at: datetime) -> Meeting:
    """Take its date from a meeting: it is vague again, under the same UID."""
    meeting, before = _changing(meeting)
    meeting.starts = meeting.ends = None
    meeting.state = Meeting.State.VAGUE
    return _announce(meeting, before, reason=reason, by=by, at=at)
