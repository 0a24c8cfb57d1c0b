"""The calendar of a call as an ICS feed: stable UIDs, vague dates as tentative days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cordee.kernel.french import own, say
from cordee.kernel.speech import printed, reader
from cordee.programme.explain.calendar import Dated, Entry, calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from icalendar import Event

    from cordee.calls.models import Briefing, Edition, Version

PRODUCT = "-//Cordée//Calendrier//FR"


def feed(version: Version, address: str, stamp: datetime) -> bytes:
    """Every public date of the call; `address` is its page, `stamp` when its rules were published.

    UID and SEQUENCE follow RFC 5545: the UID comes from the call and the key of the date, the
    sequence from the version of the rules, so that a subscriber sees changes and no doubles.
    """
    from icalendar import Calendar  # noqa: PLC0415 - 5 MiB that pages never need

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", printed(own(version.definition.title)))
    for entry in calendar(version.definition, language=reader()):
        if entry.public and entry.when.spans:
            made.add_component(_event(entry, version, address, stamp))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(entry: Entry, version: Version, address: str, stamp: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415 - 5 MiB that pages never need

    event = Event()
    event.add("uid", f"{version.edition.public_id}-{entry.key}@cordee")
    event.add("sequence", version.number - 1)
    event.add("dtstamp", stamp)
    event.add("summary", _titled(entry))
    event.add("status", "CONFIRMED" if entry.settled else "TENTATIVE")
    event.add("url", address)
    if entry.place:
        event.add("location", entry.place)
    if entry.at is not None:
        event.add("dtstart", entry.at)
        event.add("dtend", entry.ends or entry.at + timedelta(minutes=15))
    else:
        first, last = entry.when.first, entry.when.last
        event.add("dtstart", first)
        event.add("dtend", (last or first) + timedelta(days=1))  # type: ignore[operator] # a settled entry has a day
    return event


def _titled(entry: Entry) -> str:
    """What a date is, and the days still possible when none is fixed."""
    label = printed(entry.label)
    return label if entry.settled else f"{label} ({printed(entry.when.said())})"


def briefing_calendar(briefing: Briefing, address: str) -> bytes:
    """An information meeting as a calendar file; cancelled ones say so under the same UID."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - 5 MiB that pages never need

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "CANCEL" if briefing.cancelled_at else "PUBLISH")
    event = Event()
    event.add("uid", f"{briefing.public_id}@cordee")
    event.add("sequence", briefing.sequence)
    event.add("dtstamp", briefing.opened_at)
    event.add("summary", briefing.title)
    event.add("status", "CANCELLED" if briefing.cancelled_at else "CONFIRMED")
    zone = ZoneInfo(briefing.edition.definition.timeline.zone)
    event.add("dtstart", briefing.starts_at.astimezone(zone))
    event.add("dtend", briefing.ends_at.astimezone(zone))
    event.add("url", address)
    if briefing.place:
        event.add("location", briefing.place)
    made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def deadlines_calendar(editions: Iterable[Edition], page: Callable[[Edition], str]) -> bytes:
    """The closing of each call, one entry a call, under the UID its own calendar gives it."""
    from icalendar import Calendar  # noqa: PLC0415 - 5 MiB that pages never need

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for edition in editions:
        version = edition.rules_in_force
        version.edition = edition
        for entry in calendar(version.definition, language=reader()):
            if entry.kind is Dated.CLOSING and entry.when.spans:
                event = _event(entry, version, page(edition), version.at)
                title = own(version.definition.title)
                event["summary"] = printed(say("{title} : {label}", title=title, label=entry.label))
                made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())
