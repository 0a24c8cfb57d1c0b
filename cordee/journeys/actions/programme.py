"""Write the programme of a meeting: its times, who does what, who hosts, what is read before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.events import ProgrammeWritten
from cordee.journeys.models import Duty, Item, Meeting, Participation, Preparation
from cordee.journeys.rules.programme import laid_out, slots_of, time_faults
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User

MOST = 60
"""Times of one programme, duties of one meeting."""
OVER = {Meeting.State.CANCELLED: "Cette rencontre est annulée : son programme ne change plus."}


@transaction.atomic
def lay_out(meeting: Meeting, *, by: User | None, at: datetime) -> int:
    """Take the times and duties the call gives this meeting, where nothing is written yet (R67).

    Returns how many times are written; a programme that stands is left alone.
    """
    planned = meeting.planned
    if planned is None:
        return 0
    slots = slots_of(meeting.cohort.edition.definition.year, planned)
    if not (slots or planned.tasks) or meeting.items.exists():
        return 0
    found = laid_out(slots, planned.start, planned.end)[:MOST]
    Item.objects.bulk_create(
        Item(meeting=meeting, begins=one.begins, lasts=one.lasts, kind=one.kind, label=one.label,
             description=one.description, voices=one.voices, at=at, by=by)
        for one in found
    )  # fmt: skip
    if not meeting.duties.exists():
        Duty.objects.bulk_create(
            Duty(meeting=meeting, who=str(one.who)[:160], does=str(one.does)[:300])
            for one in planned.tasks[:MOST]
        )
    return len(found)


@transaction.atomic
def write_item(
    meeting: Meeting,
    item: Item | None = None,
    *,
    begins: int,
    lasts: int,
    kind: str,
    label: str,
    description: str = "",
    voices: str = "",
    by: User,
    at: datetime,
) -> Item:
    """Add a time to the programme, or change one; `begins` and `lasts` in minutes."""
    held = _held(meeting)
    found = time_faults(begins, lasts)
    if not tidy(label):
        found.append(missing("programme.label", "label", "Donnez un intitulé à ce temps."))
    if item is None and held.items.count() >= MOST:
        found.append(
            broken(
                "programme.many",
                "label",
                french.say("Un programme a {most} temps au plus.", most=MOST),
            )
        )
    if found:
        raise Refused(found)
    made = item or Item(meeting=held)
    made.begins, made.lasts, made.kind, made.label = begins, lasts, kind, tidy(label)
    made.description, made.voices = tidy(description), tidy(voices)
    made.at, made.by = at, by
    made.save()
    record(ProgrammeWritten(meeting=meeting.pk, part="item"), by=by, at=at)
    return made


def _held(meeting: Meeting) -> Meeting:
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if said := OVER.get(Meeting.State(held.state)):
        raise Refused(broken("programme.over", "meeting", said))
    return held


@transaction.atomic
def remove_item(item: Item, *, by: User, at: datetime) -> None:
    """Take a time out of the programme; whoever spoke then stays asked."""
    _held(item.meeting)
    item.speakers.clear()
    item.delete()
    record(ProgrammeWritten(meeting=item.meeting_id, part="item"), by=by, at=at)


@transaction.atomic
def write_duty(meeting: Meeting, *, who: str, does: str, by: User, at: datetime) -> Duty:
    """Say who does what for a meeting; the same line twice is kept once (R154-R155)."""
    held = _held(meeting)
    if not (tidy(who) and tidy(does)):
        raise Refused(missing("duty.empty", "does", "Dites qui fait quoi."))
    if held.duties.count() >= MOST:
        raise Refused(broken("duty.many", "does", french.say("{most} lignes au plus.", most=MOST)))
    made, _created = Duty.objects.get_or_create(meeting=held, who=tidy(who), does=tidy(does))
    record(ProgrammeWritten(meeting=meeting.pk, part="duty"), by=by, at=at)
    return made


@transaction.atomic
def tick_duty(duty: Duty, *, done: bool, by: User, at: datetime) -> None:
    """Say that something is done, or is to be done again."""
    Duty.objects.filter(pk=duty.pk).update(done_at=at if done else None)
    record(ProgrammeWritten(meeting=duty.meeting_id, part="duty"), by=by, at=at)


@transaction.atomic
def remove_duty(duty: Duty, *, by: User, at: datetime) -> None:
    """Take a line out of who does what."""
    duty.delete()
    record(ProgrammeWritten(meeting=duty.meeting_id, part="duty"), by=by, at=at)


@transaction.atomic
def prepare(
    meeting: Meeting,
    *,
    host: Participation | None,
    note: str,
    note_days: int | None,
    by: User,
    at: datetime,
) -> Preparation:
    """Say which territory hosts (R124), and what is read so many days before (R125)."""
    held = _held(meeting)
    if host is not None and (host.cohort_id != held.cohort_id or host.ends is not None):
        sentence = "Choisissez un territoire qui est encore dans la cohorte."
        raise Refused(broken("programme.host", "host", sentence))
    made, _created = Preparation.objects.update_or_create(
        meeting=held,
        defaults={"host": host, "note": tidy(note), "note_days": note_days, "at": at, "by": by},
    )
    record(ProgrammeWritten(meeting=meeting.pk, part="preparation"), by=by, at=at)
    return made
