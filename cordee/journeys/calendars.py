"""The calendar of a year as ICS: the three states of a date, a UID that never changes (R64)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cordee.journeys.models import Meeting
from cordee.kernel import french
from cordee.kernel.moments import When
from cordee.kernel.speech import heard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from icalendar import Event

    from cordee.journeys.models import DateOption, WorkingSession

PRODUCT = "-//Cordée//Parcours//FR"
STATUS = {
    Meeting.State.VAGUE: "TENTATIVE",
    Meeting.State.POLL: "TENTATIVE",
    Meeting.State.CANCELLED: "CANCELLED",
}


def feed(
    name: str,
    meetings: Iterable[Meeting],
    *,
    private: bool,
    options: Iterable[DateOption] = (),
    programmes: Mapping[int, tuple[str, datetime]] | None = None,
    sessions: Iterable[WorkingSession] = (),
) -> bytes:
    """Meetings as a calendar to subscribe to; video links only in a personal one (R312).

    A vague date is one tentative all-day event over the days still possible; when it is fixed the
    same UID comes back confirmed with a higher SEQUENCE, and a cancelled meeting stays, cancelled.
    `programmes` maps a meeting to its programme in words and when that was written last. Each date
    of an open poll is tentative, and cancelled once another is chosen. `sessions` are those of the
    working groups of whoever the calendar is.
    """
    from icalendar import Calendar  # noqa: PLC0415 - 5 MiB that pages never need

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    for meeting in meetings:
        told = (programmes or {}).get(meeting.pk)
        if event := _event(meeting, told, private=private):
            made.add_component(event)
    for option in options:
        made.add_component(_option(option))
    for session in sessions:
        made.add_component(_session(session, private=private))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _session(session: WorkingSession, *, private: bool) -> Event:
    """When a working group meets; its link in a personal calendar only."""
    from icalendar import Event  # noqa: PLC0415 - 5 MiB that pages never need

    event = Event()
    event.add("uid", f"{session.public_id}@cordee")
    event.add("sequence", session.sequence)
    event.add("dtstamp", session.changed_at)
    event.add("status", "CANCELLED" if session.cancelled_at else "CONFIRMED")
    event.add("summary", session.group.question)
    event.add("dtstart", session.starts)
    event.add("dtend", session.ends)
    if session.place:
        event.add("location", session.place)
    if session.video and private:
        event.add("description", session.video)
    return event


def _option(option: DateOption) -> Event:
    """A date of a poll: kept free until the choice, then given back."""
    meeting = option.meeting
    asked = meeting.state == Meeting.State.POLL and option.withdrawn_at is None
    from icalendar import Event  # noqa: PLC0415 - 5 MiB that pages never need

    event = Event()
    event.add("uid", f"{option.public_id}@cordee")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    event.add("status", "TENTATIVE" if asked else "CANCELLED")
    event.add("summary", heard(french.say("{label} – date proposée", label=meeting.label)))
    event.add("dtstart", option.starts)
    event.add("dtend", option.ends)
    event.add("transp", "TRANSPARENT")
    return event


def _event(meeting: Meeting, told: tuple[str, datetime] | None, *, private: bool) -> Event | None:
    from icalendar import Event  # noqa: PLC0415 - 5 MiB that pages never need

    event = Event()
    event.add("uid", f"{meeting.public_id}@cordee")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.changed_at)
    written = max(meeting.changed_at, told[1]) if told else meeting.changed_at
    event.add("last-modified", written)
    event.add("status", STATUS.get(Meeting.State(meeting.state), "CONFIRMED"))
    title = f"{meeting.label} – {meeting.title}" if meeting.title else meeting.label
    if meeting.venue:
        event.add("location", meeting.venue)
    words = [meeting.video if private else "", told[0] if told else ""]
    if any(words):
        event.add("description", "\n\n".join(filter(None, words)))
    if meeting.starts is not None:
        event.add("summary", title)
        event.add("dtstart", meeting.starts)
        event.add("dtend", meeting.ends or meeting.starts + timedelta(hours=1))
        return event
    when = When.parse(meeting.when)
    if when.first is None or when.last is None:
        return None
    event.add("summary", f"{title} ({heard(when.said())})")
    event.add("dtstart", when.first)
    event.add("dtend", when.last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event
