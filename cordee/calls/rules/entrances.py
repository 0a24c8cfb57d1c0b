"""What the clock says before a file exists: which periods are open, for whom, until when."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from cordee.calls.rules.phases import newcomers
from cordee.calls.rules.reception import (
    UNBOUNDED,
    Circumstances,
    Reception,
    instant_words,
    receive,
    step_named,
)
from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.explain.teller import Teller
from cordee.programme.schema import Definition
from cordee.programme.schema.timeline import Step, Window


@dataclass(frozen=True, slots=True)
class Entrance:
    """A period by which some newcomers come in, or would: its step, what the clock says of it."""

    step: Step
    about: Circumstances
    reception: Reception

    @property
    def is_open(self) -> bool:
        """Whether it takes a file begun now."""
        return not self.reception.faults


NOWHERE = frozenset({"nowhere"})
"""A place that no window names."""


def entrance(
    definition: Definition,
    at: datetime,
    track: str = "",
    *,
    there: str = "",
    refs: AbstractSet[str] = frozenset(),
) -> Entrance:
    """By which period a file begun at that instant comes in: the first that is open.

    When none is, the next that will open answers, else one that closed.
    """
    about = Circumstances(track=track, there=there, refs=frozenset(refs))
    return _best(definition, at, about)


def _best(definition: Definition, at: datetime, about: Circumstances) -> Entrance:
    steps = [one for one in newcomers(definition) if definition.concerns(one.tracks, about.track)]
    found = [
        Entrance(step, about, receive(definition, at, step.key, about))
        for step in steps or definition.steps[:1]
    ]
    for wanted in ("", "opens", "capacity"):
        for one in found:
            faults = one.reception.faults
            if wanted == (faults[0].code if faults else ""):
                return one
    return found[0]


def entrances(
    definition: Definition,
    at: datetime,
    track: str = "",
    *,
    there: str = "",
    refs: AbstractSet[str] = frozenset(),
) -> list[Entrance]:
    """The entrance of each circle of newcomers that the windows tell apart, each period once.

    Circles are tracks and places; a track or places that are known leave only their own.
    """
    found: dict[str, Entrance] = {}
    for one_track, places in product(_tracks(definition, track), _places(definition, refs)):
        one = _best(definition, at, Circumstances(track=one_track, there=there, refs=places))
        if one.reception.window is not None:
            found.setdefault(one.reception.window.key, one)
    return list(found.values())


def _windows(definition: Definition) -> Iterator[Window]:
    for step in newcomers(definition):
        yield from definition.windows_of(step.key)


def _tracks(definition: Definition, track: str) -> list[str]:
    """The tracks to look at: the one known, or each of those that windows or steps tell apart."""
    told = any(one.tracks for one in _windows(definition))
    told = told or any(one.tracks for one in newcomers(definition))
    if track or not told:
        return [track]
    return [one.key for one in definition.tracks] or [""]


def _places(definition: Definition, refs: AbstractSet[str]) -> list[frozenset[str]]:
    """The places to look at: those known, or those of each window that serves some."""
    served = list(dict.fromkeys(one.serves for one in _windows(definition) if one.serves))
    if refs or not served:
        return [frozenset(refs)]
    return [*(frozenset(one) for one in served), NOWHERE]


def told_apart(found: Sequence[Entrance]) -> bool:
    """Whether newcomers do not all have the same period: no one date is everybody's."""
    return len({(one.is_open, one.reception.closes) for one in found}) > 1


def elsewhere(definition: Definition) -> str | None:
    """The portal of somebody else that alone receives newcomers: its address, `""` unsaid."""
    steps = [one.key for one in newcomers(definition)]
    if any(set(definition.ways_of(one)) != {"portal"} for one in steps):
        return None
    address = next((found for one in steps if (found := definition.portal_of(one))), "")
    return address if address.startswith(("https://", "http://")) else ""


TOLD = 3
"""Deadlines said one by one; beyond, the first and the last."""


def closing_words(definition: Definition, step: str = "") -> str:
    """The deadline of a step in words, with its zone: one, or each with whom it is for (R3)."""
    windows = definition.windows_of(step)
    said = list(dict.fromkeys(closing_of(definition, one) for one in windows))
    if len(said) <= 1:
        return said[0] if said else UNBOUNDED
    if len(said) > TOLD:
        return _between(definition, windows)
    step_found = step_named(definition, step)
    own = step_found.tracks if step_found else ()
    told = [
        say(
            "{closes} – {whom}", closes=closing_of(definition, one), whom=whom(definition, one, own)
        )
        for one in windows
    ]
    return french.strung(*told, between=" ; ")


def whom(definition: Definition, window: Window, tracks: Sequence[str] = ()) -> str:
    """Whom a window is for: its places, its tracks; its own name when it tells nobody apart."""
    teller = Teller(definition, {}, {})
    places = teller.places(window.serves, "et") if window.serves else ""
    said = [
        say("pour : {places}", places=places) if places else "",
        teller.tracks([*tracks, *window.tracks]),
    ]
    return french.strung(*filter(None, said), between=", ") or teller.said(window.label)


def closing_of(definition: Definition, window: Window) -> str:
    """The closing of one window in words, with its zone (R3)."""
    zone = window.zone or definition.timeline.zone
    closes = None if window.permanent else window.closes_at(zone)
    return instant_words(closes, zone, here=window.clock == "applicant")


def _between(definition: Definition, windows: Sequence[Window]) -> str:
    """The first and the last of many deadlines."""
    zone = definition.timeline.zone
    known = sorted(
        (closes.timestamp(), closing_of(definition, one))
        for one in windows
        if not one.permanent and (closes := one.closes_at(zone))
    )
    if not known:
        return UNBOUNDED
    return say("selon la période, du {first} au {last}", first=known[0][1], last=known[-1][1])
