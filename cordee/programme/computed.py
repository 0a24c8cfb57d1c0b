"""What a definition implies and never states itself: durations, engagement, rhythm (R7, R53)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cordee.kernel.moments import When, months_touched
from cordee.programme.anchors import UNKNOWN, Held, anchor, meeting_when
from cordee.programme.schema import Definition
from cordee.programme.schema.year import Meeting

_NOTHING: Held = {}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first meeting to the last (R6, R103); `months` counts both ends (R7, R104)."""

    first: When
    last: When
    months: int


def stretch(definition: Definition, held: Held = _NOTHING) -> Stretch | None:
    """How long the programme lasts, or nothing when no meeting has a date."""
    first, last = anchor(definition, "start", held), anchor(definition, "end", held)
    if first.first is None or last.last is None:
        return None
    return Stretch(first, last, months_touched(first.first, last.last))


def engagement(meetings: tuple[Meeting, ...]) -> Decimal:
    """Days each participant gives: the sum of the meetings one may not skip, repeated (R53)."""
    asked = (meeting for meeting in meetings if meeting.required)
    return sum((meeting.days * meeting.count for meeting in asked), Decimal())


def collective(definition: Definition) -> list[Meeting]:
    """The meetings that gather the cohort for a day or so, webinars apart (R51, R102)."""
    return [one for one in definition.year.meetings if one.kind == "collective"]


def mean_gap(definition: Definition, held: Held = _NOTHING) -> timedelta | None:
    """Mean time between two collective meetings, each taken at the middle of its vague date.

    Nothing is said when some of them stand for several (`count`): their days are not known.
    """
    meetings = collective(definition)
    if any(one.count > 1 for one in meetings):
        return None
    found = (_middle(_when(definition, one, held)) for one in meetings)
    middles = sorted(middle for middle in found if middle)
    return (middles[-1] - middles[0]) / (len(middles) - 1) if len(middles) > 1 else None


def days_to_first_meeting(definition: Definition, held: Held = _NOTHING) -> int | None:
    """Days between the last closing and the first meeting: the time left to choose (R150)."""
    zone = definition.timeline.zone
    closings = [at for window in definition.windows if (at := window.closes_at(zone))]
    first = anchor(definition, "start", held).first
    return (first - max(closings).date()).days if closings and first else None


def _when(definition: Definition, meeting: Meeting, held: Held) -> When:
    """Its day; none when it hangs on an anchor that names nothing."""
    try:
        return meeting_when(definition, meeting, held)
    except LookupError:
        return UNKNOWN


def _middle(when: When) -> date | None:
    if when.first is None or when.last is None:
        return None
    return when.first + (when.last - when.first) / 2
