"""Reading the programme of a meeting: its times with their hours, its speakers, its duties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from cordee.journeys.models import Duty, Item, Material, Meeting, Preparation, Speaker
from cordee.journeys.rules.programme import Hours, hours, note_due
from cordee.kernel import french
from cordee.ledger.models import Reminder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """A time of the programme as it is read: when, what, with whom."""

    item: Item
    hours: Hours
    speakers: tuple[Speaker, ...]

    @property
    def who(self) -> str:
        """Everybody who speaks then, by name and structure."""
        named = [f"{one.person}, {one.structure}" if one.structure else str(one.person)
                 for one in self.speakers]  # fmt: skip
        return " ; ".join([*named, *([self.item.voices] if self.item.voices else [])])


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything of a meeting but its sheet; five queries whatever its size."""

    meeting: Meeting
    turns: list[Turn]
    speakers: list[Speaker]
    materials: list[Material]
    duties: list[Duty]
    preparation: Preparation | None

    @property
    def days(self) -> list[tuple[date | None, list[Turn]]]:
        """The times day by day."""
        days = sorted({one.hours.day for one in self.turns}, key=str)
        return [(day, [one for one in self.turns if one.hours.day == day]) for day in days]

    @property
    def note_due(self) -> datetime | None:
        """When the context note leaves; nothing as long as the meeting has no date."""
        if self.meeting.starts is None:
            return None
        days = self.preparation.note_days if self.preparation else None
        return note_due(self.meeting.starts, self.meeting.planned, days)


def programme(meeting: Meeting) -> Programme:
    """The programme of a meeting; who declined or is no longer asked is not on it."""
    standing = meeting.speakers.filter(withdrawn_at=None).select_related("person")
    speakers = list(standing.order_by("pk"))
    for one in speakers:
        one.meeting = meeting
    by_key = {one.pk: one for one in speakers}
    rows = meeting.items.order_by("begins", "pk").prefetch_related(
        Prefetch("speakers", Speaker.objects.order_by("pk").only("pk"))
    )
    sent = Material.objects.filter(speaker__in=list(by_key), removed_at=None).order_by("pk")
    materials = list(sent)
    for material in materials:
        material.speaker = by_key[material.speaker_id]
    return Programme(
        meeting,
        [_turn(meeting, one, by_key) for one in rows],
        speakers,
        materials,
        list(meeting.duties.order_by("pk")),
        Preparation.objects.filter(meeting=meeting).select_related("host").first(),
    )


def _turn(meeting: Meeting, item: Item, known: dict[int, Speaker]) -> Turn:
    speaking = [known[one.pk] for one in item.speakers.all() if one.pk in known]
    coming = tuple(one for one in speaking if one.state != Speaker.State.DECLINED)
    return Turn(item, hours_of_item(meeting, item), coming)


def told_to(meeting: Meeting, rule: str) -> int:
    """How many people a reminder about this meeting reached."""
    rows = Reminder.objects.filter(rule=rule, subject_type="meeting", subject_id=str(meeting.pk))
    return rows.filter(state=Reminder.State.SENT).count()


def told(meetings: Iterable[Meeting]) -> dict[int, tuple[str, datetime]]:
    """Meeting → its programme in plain words, a line a time, and when it was written last."""
    known = {one.pk: one for one in meetings}
    found: dict[int, list[Item]] = defaultdict(list)
    for item in Item.objects.filter(meeting__in=list(known)).order_by("meeting", "begins", "pk"):
        found[item.meeting_id].append(item)
    return {
        key: ("\n".join(_line(known[key], one) for one in items), max(one.at for one in items))
        for key, items in found.items()
    }


def _line(meeting: Meeting, item: Item) -> str:
    words = french.say(
        "{hours} : {label}",
        hours=hours_of_item(meeting, item).said(),
        label=item.label,
    )
    return f"{words} ({item.voices})" if item.voices else words


def hours_of_item(meeting: Meeting, item: Item) -> Hours:
    """When a time is held, on the wall clock of its meeting."""
    planned = meeting.planned
    starts = meeting.starts.astimezone(meeting.zone) if meeting.starts else None
    return hours(item.begins, item.lasts, starts, planned.start if planned else None)
