"""Meetings move: each change is announced under the same UID, with who agreed (R64-R66)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.events import (
    MeetingMoved,
)
from cordee.journeys.models import (
    Meeting,
    MeetingChange,
)
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
def unfix_meeting(meeting: Meeting, *, reason: str, by: User, at: datetime) -> Meeting:
    """Take its date from a meeting: it is vague again, under the same UID."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    before = _shape(meeting)
    meeting.starts = meeting.ends = None
    meeting.state = Meeting.State.VAGUE
    return _announce(meeting, before, reason=reason, by=by, at=at)
