"""Every period of reception of a call, step by step and wave by wave, with its former closings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from cordee.calls.rules.extension import Former, former_closings
from cordee.calls.rules.phases import Phase
from cordee.programme.anchors import milestone_when
from cordee.programme.explain.teller import Teller
from cordee.programme.schema import Definition
from cordee.programme.schema.dates import END_OF_DAY
from cordee.programme.schema.dates import at as instant
from cordee.programme.schema.timeline import Step, Window
from cordee.programme.schema.words import Words


@dataclass(frozen=True, slots=True)
class Period:
    """One window of one step, as people read it."""

    step: Words
    label: Words
    zone: str
    opens: datetime | None
    closes: datetime | None
    former: tuple[Former, ...]
    cut_offs: tuple[datetime, ...]
    """Instants at which the files received so far are examined, those still to come."""
    restricted: bool
    """Only for those a former step retained, or who were invited."""
    within: str
    """« 10 jours » given to each of them, when the call says so."""
    tracks: tuple[Words, ...]
    places: str = ""
    """Where the candidates are that it receives, when it serves some places."""
    here: bool = False
    """Whether it closes by the clock of each candidate's place."""
    phase: Phase = Phase.OPEN
    """`UPCOMING`, `OPEN` or `CLOSED`, at the instant it was asked about."""


def periods(definition: Definition, at: datetime) -> list[Period]:
    """Every period of the call, in the order of its steps and waves."""
    return [
        _period(definition, step, window, at)
        for step in definition.steps
        for window in definition.windows_of(step.key)
    ]


def _period(definition: Definition, step: Step, window: Window, at: datetime) -> Period:
    zone = window.zone or definition.timeline.zone
    tracks = {*step.tracks, *window.tracks}
    opens = _there(window.opens_at(zone), zone)
    closes = None if window.permanent else _there(window.closes_at(zone), zone)
    return Period(
        step=step.label,
        label=window.label,
        zone=zone,
        opens=opens,
        closes=closes,
        former=tuple(former_closings(definition, window)),
        cut_offs=tuple(_to_come(window, zone, at)),
        restricted=bool(step.after or step.invited),
        within=step.within.said() if step.within else "",
        tracks=tuple(one.label for one in definition.tracks if one.key in tracks),
        places=Teller(definition, {}, {}).places(window.serves, "et") if window.serves else "",
        here=window.clock == "applicant",
        phase=_phase(opens, closes, at),
    )


def _phase(opens: datetime | None, closes: datetime | None, at: datetime) -> Phase:
    if opens is not None and at < opens.astimezone(UTC):
        return Phase.UPCOMING
    over = closes is not None and closes.astimezone(UTC) <= at
    return Phase.CLOSED if over else Phase.OPEN


def _there(moment: datetime | None, zone: str) -> datetime | None:
    return moment.astimezone(ZoneInfo(zone)) if moment else None


def _next_examined(window: Window, zone: str, at: datetime) -> Iterator[datetime]:
    """The next time files are examined, counted from the opening, when no day is said for it."""
    opens, every = window.opens_at(zone), window.examined_every
    if opens is None or every is None or window.cut_offs:
        return
    closes, later = window.closes_at(zone), (every.times(one).after(opens) for one in COUNTED)
    coming = next((one for one in later if one.astimezone(UTC) > at), None)
    if coming is not None and (closes is None or coming <= closes):
        yield coming.astimezone(ZoneInfo(zone))


COUNTED = range(1, 2_000)
"""Examinations, from the first one to the last that anybody counts."""


def _to_come(window: Window, zone: str, at: datetime) -> Iterator[datetime]:
    yield from _next_examined(window, zone, at)
    for one in window.cut_offs:
        moment = instant(one, zone, END_OF_DAY)
        if moment.astimezone(UTC) > at:
            yield moment


def embargo(definition: Definition) -> datetime | None:
    """The instant before which the public learns no result, though the teams know theirs."""
    zone = definition.timeline.zone
    ends = [
        instant(when.first, zone, time()).replace(
            hour=one.at.hour if one.at else 0, minute=one.at.minute if one.at else 0
        )
        for one in definition.milestones
        if one.kind == "embargo" and (when := milestone_when(definition, one)).fixed and when.first
    ]
    return max(ends, default=None)
