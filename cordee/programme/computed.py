"""What a definition implies and never states itself: durations, engagement, rhythm (R7, R53)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cordee.kernel.moments import When, months_touched
from cordee.programme.anchors import UNKNOWN, Held, anchor, meeting_when
from cordee.programme.schema import Definition
from cordee.programme.schema.choosing import Selection
from cordee.programme.schema.sharing import TopUp
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


def days_asked(meetings: tuple[Meeting, ...]) -> Decimal:
    """Days asked of each participant: the sum of the meetings one may not skip, repeated (R53)."""
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


def topped_up(definition: Definition, on: date) -> Definition:
    """The call with its envelopes as they are that day, once what was added since is counted."""
    choice = definition.selection
    if not choice.top_ups:
        return definition
    envelopes = tuple(
        one.model_copy(update={"amount": _grown(choice, one.amount, on, envelope=one.key)})
        for one in choice.envelopes
    )
    tracks = tuple(
        one.model_copy(update={"budget": _grown(choice, one.budget, on, track=one.key)})
        for one in definition.tracks
    )
    budget = _grown(choice, choice.budget, on)
    grown = choice.model_copy(update={"budget": budget, "envelopes": envelopes})
    return definition.model_copy(update={"selection": grown, "tracks": tracks})


def _grown(
    choice: Selection, first: Decimal | None, on: date, envelope: str = "", track: str = ""
) -> Decimal | None:
    """An amount and what was added to it until that day, in the order of the days."""
    if first is None:
        return None
    mine = [one for one in choice.top_ups
            if (one.envelope or "", one.track or "") == (envelope, track)]  # fmt: skip
    days = [(day, place, one) for place, one in enumerate(mine) for day in _added(one, on)]
    whole = first
    for _day, _place, one in sorted(days, key=lambda each: each[:2]):
        whole += (one.amount or Decimal()) + whole * (one.rate or Decimal())
    return whole


def _added(one: TopUp, until: date) -> Iterator[date]:
    """The days on which it is added, up to one; none as long as its day is not said."""
    day, count = one.on, 0
    while day is not None and one.on is not None and day <= until:
        yield day
        count += 1
        day = one.every.times(count).after(one.on) if one.every and count < MOST_TIMES else None


MOST_TIMES = 1_000
"""Beyond, nobody counts how often an envelope grows."""
