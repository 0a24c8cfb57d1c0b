"""Deadlines said from an anchor (« un mois après J1 »), and the days they fall on."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date

from cordee.kernel import french
from cordee.kernel.moments import Duration, Precision, Span, When
from cordee.programme.schema import Definition
from cordee.programme.schema.base import Due
from cordee.programme.schema.year import Meeting

type Held = Mapping[str, date | When]
"""Meeting key → the day it was moved to, or really held; the planned day when absent."""

UNKNOWN = When.parse("?")


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
    first, last = offset.after(span.first), offset.after(span.last)
    if span.precision is Precision.DAY:
        return Span(first, last, Precision.DAY, french.day(first))
    words = f"du {french.day(first, weekday=False)} au {french.day(last, weekday=False)}"
    return Span(first, last, Precision.RANGE, words)


def _written(span: Span) -> str:
    if span.precision is Precision.DAY:
        return span.first.isoformat()
    return f"{span.first.isoformat()}/{span.last.isoformat()}"


type _Seen = tuple[str, ...]


def _deadline(definition: Definition, due: Due, held: Held, seen: _Seen) -> When:
    if due.date is not None:
        return due.date
    return shifted(anchor(definition, due.anchor, held, seen), due.offset)


def anchor(definition: Definition, name: str, held: Held = _NOTHING, seen: _Seen = ()) -> When:
    """The day an anchor stands for; raises `LookupError` when it names nothing, or itself."""
    if name in seen:
        raise CircularAnchorError(f"le repère {french.quoted(name)} renvoie à lui-même")
    seen = (*seen, name)
    match name.split("."):
        case ["start"]:
            return _edge(definition, held, seen, last=False)
        case ["end"]:
            return _edge(definition, held, seen, last=True)
        case ["meeting", key] if found := definition.year.meeting(key):
            return _meeting(definition, found, held, seen)
        case ["milestone", key]:
            return _milestone(definition, key)
        case ["deliverable", key]:
            return _deliverable(definition, key, held, seen)
        case ["window", key, "opens" | "closes" as edge]:
            return _window(definition, key, edge)
    raise _unknown(name)


def _unknown(name: str) -> LookupError:
    return LookupError(
        f"le repère {french.quoted(name)} ne désigne rien{french.NBSP}: écrivez meeting.CLÉ, "
        "window.CLÉ.opens, window.CLÉ.closes, milestone.CLÉ, deliverable.CLÉ, start ou end"
    )


def _meeting(definition: Definition, meeting: Meeting, held: Held, seen: _Seen) -> When:
    if moved := held.get(meeting.key):
        return moved if isinstance(moved, When) else day(moved)
    if meeting.dates:
        return min(meeting.dates, key=lambda when: when.first or date.max)
    if meeting.due:
        return _deadline(definition, meeting.due, held, seen)
    return meeting.when or UNKNOWN


def last_day(definition: Definition, meeting: Meeting, held: Held = _NOTHING) -> When:
    """The last day of a meeting held over several; its only day otherwise."""
    return _last_day(definition, meeting, held, ())


def _last_day(definition: Definition, meeting: Meeting, held: Held, seen: _Seen) -> When:
    if meeting.dates and meeting.key not in held:
        return max(meeting.dates, key=lambda when: when.last or date.min)
    return _meeting(definition, meeting, held, seen)


def _edge(definition: Definition, held: Held, seen: _Seen, *, last: bool) -> When:
    """The first meeting, or the last: by date for those that have one."""
    dated = [when for when in _dated(definition, held, seen, last=last) if when.spans]
    if not dated:
        return UNKNOWN
    if last:
        return max(dated, key=lambda when: when.last or date.min)
    return min(dated, key=lambda when: when.first or date.max)


def _dated(definition: Definition, held: Held, seen: _Seen, *, last: bool) -> Iterator[When]:
    """The day of each meeting; those that hang on `start` or `end` itself cannot decide it."""
    pick = _last_day if last else _meeting
    for meeting in definition.year.meetings:
        with suppress(CircularAnchorError):
            yield pick(definition, meeting, held, (*seen, f"meeting.{meeting.key}"))


def _milestone(definition: Definition, key: str) -> When:
    for milestone in definition.milestones:
        if milestone.key == key:
            return milestone.when
    raise _unknown(f"milestone.{key}")


def _deliverable(definition: Definition, key: str, held: Held, seen: _Seen) -> When:
    for deliverable in definition.year.deliverables:
        if deliverable.key == key:
            due = deliverable.due
            return _deadline(definition, due, held, seen) if due else UNKNOWN
    raise _unknown(f"deliverable.{key}")


def _window(definition: Definition, key: str, edge: str) -> When:
    window = definition.window(key)
    if window is None:
        raise _unknown(f"window.{key}.{edge}")
    zone = definition.timeline.zone
    instant = window.opens_at(zone) if edge == "opens" else window.closes_at(zone)
    return day(instant.date()) if instant else UNKNOWN
