"""A hearing as a calendar event: one UID for ever, a SEQUENCE that grows, cancelled when lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel.french import say
from cordee.kernel.speech import heard

if TYPE_CHECKING:
    from cordee.selection.models import Hearing

PRODUCT = "-//Cordée//Auditions//FR"


def hearing_calendar(hearing: Hearing, at_place: str = "", link: str = "") -> bytes:
    """The event of a hearing that has, or had, a time; the link is in the team's copy alone."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - 5 MiB that pages never need

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"{hearing.public_id}@cordee")
    event.add("sequence", hearing.sequence)
    event.add("dtstamp", hearing.changed_at)
    event.add("last-modified", hearing.changed_at)
    event.add("status", "CONFIRMED" if hearing.slot_id else "CANCELLED")
    event.add("summary", heard(say("Audition – {title}", title=hearing.panel.edition.title)))
    event.add("dtstart", hearing.starts)
    event.add("dtend", hearing.ends)
    if at_place:
        event.add("location", at_place)
    if link:
        event.add("description", link)
    made.add_component(event)
    return bytes(made.to_ical())


def team_calendar(hearing: Hearing) -> bytes:
    """The event as the team that is heard receives it."""
    slot = hearing.slot
    return hearing_calendar(hearing, slot.venue if slot else "", slot.video if slot else "")
