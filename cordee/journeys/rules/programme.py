"""The hours of a programme: laid out from a day template, told on the clock of the meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.kernel.moments import Duration
from cordee.programme.schema.year import Meeting, Slot, Year

DAWN, DUSK = time(9, 30), time(17)
"""A day without hours."""
NOON, AFTER_LUNCH, EVENING, NIGHT = time(12, 30), time(14), time(18), time(21)
LONGEST = 24 * 60 * 10
"""Minutes: no meeting lasts more than ten days."""
NOTE_DAYS = 7
"""A context note that says nothing else leaves a week before."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A time of a programme: minutes after the beginning, minutes it lasts."""

    label: str
    kind: str
    begins: int
    lasts: int
    description: str = ""
    voices: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a time is held: the day is unknown as long as that of the meeting is."""

    day: date | None
    start: time
    end: time

    def said(self) -> str:
        """« 9 h 30 – 12 h 30 »."""
        return f"{french.hour(self.start)} – {french.hour(self.end)}"


def slots_of(year: Year, planned: Meeting) -> Sequence[Slot]:
    """The times the programme gives a meeting: its own, else those of its day template (R67)."""
    if planned.slots:
        return planned.slots
    template = next((one for one in year.templates if one.key == planned.template), None)
    return template.slots if template else ()


def laid_out(slots: Iterable[Slot], start: time | None, end: time | None) -> list[Laid]:
    """The times of a day, from halves to hours; those of one half share it equally."""
    opens, closes = start or DAWN, end or DUSK
    listed = list(slots)
    found = []
    for slot in listed:
        first, last = _edges(slot, listed, opens, closes)
        begins = _minutes(first) - _minutes(opens)
        lasts = max(_minutes(last) - _minutes(first), 5)
        found.append(
            Laid(str(slot.label)[:200], slot.kind, begins, lasts, str(slot.description or ""),
                 french.listed([str(one) for one in slot.speakers])[:300])
        )  # fmt: skip
    return sorted(found, key=lambda one: one.begins)


def _edges(slot: Slot, listed: list[Slot], opens: time, closes: time) -> tuple[time, time]:
    if slot.start is not None:
        return slot.start, slot.end or _next(slot.start, listed, closes)
    same = [one for one in listed if one.start is None and one.half == slot.half]
    first, last = _half(slot.half, opens, closes)
    share = max((_minutes(last) - _minutes(first)) // len(same), 5)
    begins = _minutes(first) + share * next(i for i, one in enumerate(same) if one is slot)
    return _clock(begins), slot.end or _clock(begins + share)


def _half(half: str | None, opens: time, closes: time) -> tuple[time, time]:
    if half == "morning":
        return opens, min(NOON, closes) if opens < NOON else closes
    if half == "noon":
        return NOON, AFTER_LUNCH
    if half == "afternoon":
        return max(AFTER_LUNCH, opens), max(closes, time(15))
    if half == "evening":
        return EVENING, max(closes, NIGHT)
    return opens, closes


def _next(start: time, listed: list[Slot], closes: time) -> time:
    later = sorted(one.start for one in listed if one.start is not None and one.start > start)
    return later[0] if later else max(closes, start)


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _clock(minutes: int) -> time:
    return time(min(minutes // 60, 23), minutes % 60)


def hours(begins: int, lasts: int, starts: datetime | None, opens: time | None) -> Hours:
    """When a time is held; `starts` on the wall clock of the meeting, else only its hour."""
    if starts is None:
        first = datetime.combine(date(2001, 1, 1), opens or DAWN) + timedelta(minutes=begins)
        return Hours(None, first.time(), (first + timedelta(minutes=lasts)).time())
    first = starts.replace(tzinfo=None) + timedelta(minutes=begins)
    return Hours(first.date(), first.time(), (first + timedelta(minutes=lasts)).time())


def begins_at(day: int, hour: time, starts: datetime | None, opens: time | None) -> int:
    """Minutes after the beginning, of an hour of the `day`th day (1 is the first)."""
    first = starts.time() if starts else opens or DAWN
    return (day - 1) * 24 * 60 + _minutes(hour) - _minutes(first)


def time_faults(begins: int, lasts: int) -> list[Finding]:
    """Why a time cannot stand in a programme."""
    if lasts <= 0:
        return [broken("programme.order", "end", "Ce temps finit après avoir commencé.")]
    if not -12 * 60 <= begins <= LONGEST or lasts > 12 * 60:
        sentence = french.say(
            "Un temps dure douze heures au plus, pendant la rencontre ou juste avant."
        )
        return [broken("programme.far", "start", sentence)]
    return []


def note_due(starts: datetime, planned: Meeting | None, days: int | None) -> datetime:
    """When the context note leaves: what the team chose, else the programme, else a week (R125)."""
    if days is not None:
        return starts - timedelta(days=days)
    if planned is not None and planned.note_before is not None:
        before = planned.note_before
        back = Duration(-before.months, -before.days, -before.minutes, -before.workdays)
        return back.after(starts)
    return starts - timedelta(days=NOTE_DAYS)
