"""Take a meeting again on other days: its programme and who does what come along, dates shift."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from cordee.journeys.events import MeetingRepeated
from cordee.journeys.models import Duty, Item, Meeting
from cordee.journeys.rules.repeating import MOST
from cordee.kernel import french
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cordee.people.models import User


@transaction.atomic
def repeat_meeting(
    meeting: Meeting, days: Sequence[date], *, by: User, at: datetime
) -> list[Meeting]:
    """Hold a meeting again on each day, at its hours; a day where it stands already is left out.

    What comes along: title, mode, place, times, duties still to do. What does not: sheets,
    speakers (they are asked anew), notes, registrations. Raises `Refused` without date or day.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.starts is None or meeting.ends is None:
        sentence = "Fixez d’abord la date de cette rencontre : les autres s’en déduisent."
        raise Refused(missing("repeat.date", "meeting", sentence))
    if not days:
        raise Refused(missing("repeat.empty", "days", "Choisissez au moins un jour."))
    if len(days) > MOST:
        raise Refused(
            broken("repeat.many", "days", french.say("{most} jours au plus à la fois.", most=MOST))
        )
    known = {one.starts for one in _same(meeting) if one.starts}
    wanted = [one for one in sorted(set(days)) if _on(meeting, one)[0] not in known]
    return [_copy(meeting, day, by=by, at=at) for day in wanted]


def _same(meeting: Meeting) -> list[Meeting]:
    rows = Meeting.objects.filter(
        cohort=meeting.cohort_id, participation=meeting.participation_id, key=meeting.key
    )
    return list(rows.exclude(state=Meeting.State.CANCELLED).order_by("ordinal"))


def _on(meeting: Meeting, day: date) -> tuple[datetime, datetime]:
    """The hours of a meeting on another day, on its wall clock whatever the season."""
    assert meeting.starts is not None and meeting.ends is not None  # noqa: PT018, S101 - checked by the caller
    starts, ends = (one.astimezone(meeting.zone) for one in (meeting.starts, meeting.ends))
    last = day + (ends.date() - starts.date())
    return (
        datetime.combine(day, starts.time(), meeting.zone),
        datetime.combine(last, ends.time(), meeting.zone),
    )


def _copy(meeting: Meeting, day: date, *, by: User, at: datetime) -> Meeting:
    rows = Meeting.objects.filter(
        cohort=meeting.cohort_id, participation=meeting.participation_id, key=meeting.key
    )
    rank = (rows.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    starts, ends = _on(meeting, day)
    label = meeting.label.partition(" – ")[0]
    made = Meeting.objects.create(
        cohort=meeting.cohort, participation=meeting.participation, key=meeting.key, ordinal=rank,
        label=f"{label[:110]} – {rank}", title=meeting.title, kind=meeting.kind, mode=meeting.mode,
        when=day.isoformat(), starts=starts, ends=ends, venue=meeting.venue, video=meeting.video,
        state=Meeting.State.FIXED, changed_at=at, repeats=meeting,
    )  # fmt: skip
    Item.objects.bulk_create(
        Item(meeting=made, begins=one.begins, lasts=one.lasts, kind=one.kind, label=one.label,
             description=one.description, voices=one.voices, at=at, by=by)
        for one in meeting.items.order_by("begins", "pk")
    )  # fmt: skip
    Duty.objects.bulk_create(
        Duty(meeting=made, who=one.who, does=one.does) for one in meeting.duties.order_by("pk")
    )
    record(MeetingRepeated(meeting=meeting.pk, copy=made.pk), by=by, at=at)
    return made
