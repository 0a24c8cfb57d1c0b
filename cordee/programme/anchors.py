"""Deadlines said from an anchor (« un mois après J1 »), and the days they fall on."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.moments import SATURDAY, Duration, Precision, Span, When
from cordee.programme.schema import Definition
from cordee.programme.schema.base import Due, Labelled
from cordee.programme.schema.timeline import Milestone
from cordee.programme.schema.year import Meeting

type Held = Mapping[str, date | When]
"""Meeting key, or event of the file → the day it really fell on; the planned one when absent."""

UNKNOWN = When.parse("?")
EVENTS = frozenset(
    {"deposit", "notification", "agreement", "project_start", "project_end", "payment"}
)
"""Events of each file: their day is only known from `held`."""


class CircularAnchorError(LookupError):
    """An anchor that ends up hanging on itself."""


_NOTHING: Held = {}


def deadline(definition: Definition, due: Due, held: Held = _NOTHING) -> When:
    """The day, or days still possible, of a deadline; `?` as long as its anchor has no date.

    `held` replaces planned days of meetings: a deadline follows the meeting it hangs on
    (R86, R89). Raises `LookupError`, with a French sentence, when the anchor names nothing.
    """
    return _deadline(definition, due, held, ())


def meeting_when(definition: Definition, meeting: Meeting, held: Held = _NOTHING) -> When:
    """The day of a meeting (the first one, if held over several), moved if `held` says so."""
    return _meeting(definition, meeting, held, ())


def milestone_when(definition: Definition, milestone: Milestone, held: Held = _NOTHING) -> When:
    """The day of a date promised: its own, or the one its mark of the calendar gives."""
    return _promised(definition, milestone, held, ())


def day(value: date) -> When:
    """A known day."""
    return When.parse(value.isoformat())


def shifted(when: When, offset: Duration) -> When:
    """`when` moved by `offset`; a vague date stays vague, and becomes « du … au … »."""
    if offset == Duration():
        return when
    spans = tuple(_span(span, offset) for span in when.spans)
    return When("|".join(_written(span) for span in spans) or "?", spans)


def _span(span: Span, offset: Duration) -> Span:
    return _between(offset.after(span.first), offset.after(span.last), span)


def _between(first: date, last: date, span: Span) -> Span:
    """Days moved, as precise as they were."""
    if span.precision is Precision.DAY:
        return Span(first, last, Precision.DAY, french.day(first))
    words = say(
        "du {first} au {last}",
        first=french.day(first, weekday=False),
        last=french.day(last, weekday=False),
    )
    return Span(first, last, Precision.RANGE, words)


def _written(span: Span) -> str:
    if span.precision is Precision.DAY:
        return span.first.isoformat()
    return f"{span.first.isoformat()}/{span.last.isoformat()}"


MAX_CHAIN = 50
"""Anchors followed one after the other; beyond, nobody could follow them either."""

type _Seen = tuple[str, ...]
type _Pick = Callable[[Definition, Meeting, Held, _Seen], When]


def _deadline(definition: Definition, due: Due, held: Held, seen: _Seen) -> When:
    if due.date is not None:
        return due.date
    when = shifted(anchor(definition, due.anchor, held, seen), _offset(due))
    return _on_workday(when, due.weekend)


def _offset(due: Due) -> Duration:
    """How far from its mark: a day further where clear days are counted."""
    offset = due.offset
    if not due.clear:
        return offset
    before = min(offset.months, offset.days, offset.minutes, offset.workdays) < 0
    return replace(offset, days=offset.days + (-1 if before else 1))


def _on_workday(when: When, weekend: str) -> When:
    """The same day, or the Monday after, the Friday before, when it falls on a weekend."""
    if weekend == "kept":
        return when
    step = timedelta(days=1 if weekend == "next" else -1)

    def moved(one: date) -> date:
        while one.weekday() >= SATURDAY:
            one += step
        return one

    spans = tuple(_between(moved(one.first), moved(one.last), one) for one in when.spans)
    return When("|".join(_written(span) for span in spans) or "?", spans)


def anchor(definition: Definition, name: str, held: Held = _NOTHING, seen: _Seen = ()) -> When:
    """The day an anchor stands for; raises `LookupError` when it names nothing, or itself."""
    if name in seen or len(seen) > MAX_CHAIN:
        raise CircularAnchorError(
            say("le repère {name} renvoie à lui-même", name=french.quoted(name))
        )
    if name in EVENTS:
        return _known(held, name) or UNKNOWN
    family, _, key = name.partition(".")
    find = _FAMILIES.get(family)
    when = find(definition, key, held, (*seen, name)) if find else None
    if when is None:
        raise _unknown(name)
    return when


def _unknown(name: str) -> LookupError:
    return LookupError(
        say(
            "le repère {name} ne désigne rien\N{NO-BREAK SPACE}: écrivez meeting.CLÉ, "
            "window.CLÉ.opens, window.CLÉ.closes, milestone.CLÉ, deliverable.CLÉ, stage.CLÉ, "
            "gate.CLÉ, start, end, {listed}",
            name=french.quoted(name),
            listed=french.listed(sorted(EVENTS), "ou"),
        )
    )


def _named[R: Labelled](records: tuple[R, ...], key: str) -> R | None:
    return next((one for one in records if one.key == key), None)


def _known(held: Held, key: str) -> When | None:
    moved = held.get(key)
    return day(moved) if isinstance(moved, date) else moved


def _maybe(definition: Definition, due: Due | None, held: Held, seen: _Seen) -> When:
    return _deadline(definition, due, held, seen) if due else UNKNOWN


def _meeting(definition: Definition, meeting: Meeting, held: Held, seen: _Seen) -> When:
    if moved := _known(held, meeting.key):
        return moved
    if meeting.dates:
        return min(meeting.dates, key=lambda when: when.first or date.max)
    if meeting.due:
        return _deadline(definition, meeting.due, held, seen)
    return meeting.when or UNKNOWN


def _last_day(definition: Definition, meeting: Meeting, held: Held, seen: _Seen) -> When:
    """The last day of a meeting held over several; its only day otherwise."""
    if meeting.dates and meeting.key not in held:
        return max(meeting.dates, key=lambda when: when.last or date.min)
    return _meeting(definition, meeting, held, seen)


def _start(definition: Definition, key: str, held: Held, seen: _Seen) -> When | None:
    """The first meeting, by date, of those that have one."""
    dated = list(_dated(definition, held, seen, _meeting))
    return None if key else min(dated, key=lambda when: when.first or date.max, default=UNKNOWN)


def _end(definition: Definition, key: str, held: Held, seen: _Seen) -> When | None:
    """The last meeting, by date, of those that have one."""
    dated = list(_dated(definition, held, seen, _last_day))
    return None if key else max(dated, key=lambda when: when.last or date.min, default=UNKNOWN)


def _dated(definition: Definition, held: Held, seen: _Seen, pick: _Pick) -> Iterator[When]:
    """The day of each meeting; those that hang on `start`, or on nothing known, decide nothing."""
    for meeting in definition.year.meetings:
        with suppress(LookupError):
            when = pick(definition, meeting, held, (*seen, f"meeting.{meeting.key}"))
            if when.spans:
                yield when


def _at_meeting(definition: Definition, key: str, held: Held, seen: _Seen) -> When | None:
    meeting = definition.year.meeting(key)
    return _meeting(definition, meeting, held, seen) if meeting else None


def _at_milestone(definition: Definition, key: str, held: Held, seen: _Seen) -> When | None:
    milestone = _named(definition.milestones, key)
    return _promised(definition, milestone, held, seen) if milestone else None


def _promised(definition: Definition, milestone: Milestone, held: Held, seen: _Seen) -> When:
    return _deadline(definition, milestone.due, held, seen) if milestone.due else milestone.when


def _at_deliverable(definition: Definition, key: str, held: Held, seen: _Seen) -> When | None:
    found = _named(definition.year.deliverables, key)
    return _maybe(definition, found.due, held, seen) if found else None


def _at_gate(definition: Definition, key: str, held: Held, seen: _Seen) -> When | None:
    gate = _named(definition.gates, key)
    return _maybe(definition, gate.when, held, seen) if gate else None


def _at_stage(definition: Definition, key: str, held: Held, seen: _Seen) -> When | None:
    stage = _named(definition.stages, key)
    return _maybe(definition, stage.ends or stage.starts, held, seen) if stage else None


def _at_window(definition: Definition, key: str, _: Held, __: _Seen) -> When | None:
    name, _dot, edge = key.partition(".")
    window = definition.window(name)
    if window is None or edge not in {"opens", "closes"}:
        return None
    zone = definition.timeline.zone
    instant = window.opens_at(zone) if edge == "opens" else window.closes_at(zone)
    return day(instant.date()) if instant else UNKNOWN


_FAMILIES: Mapping[str, Callable[[Definition, str, Held, _Seen], When | None]] = {
    "start": _start,
    "end": _end,
    "meeting": _at_meeting,
    "milestone": _at_milestone,
    "deliverable": _at_deliverable,
    "gate": _at_gate,
    "stage": _at_stage,
    "window": _at_window,
}
