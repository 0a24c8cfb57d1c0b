"""Tracks chosen otherwise than the call: by arrival, by the lot, whole, from another merit.

Files of a track that marks do not choose all carry one merit, the least that passes: among
themselves their own order settles. Where tracks share places, those chosen by merit come first.
"""

from __future__ import annotations

from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.selection.rules.balance import values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Selection
    from cordee.programme.schema.timeline import Track
    from cordee.selection.rules.instance import Candidate
    from cordee.selection.rules.ruler import Ruler


def track_of(definition: Definition, candidate: Candidate) -> Track | None:
    """The track a file was handed in for."""
    own = values_of(candidate, "track")
    return next((one for one in definition.tracks if one.key in own), None)


def track_key(candidate: Candidate) -> str:
    """The key of the track a file was handed in for; nothing where the call has none."""
    return next(iter(values_of(candidate, "track")), "")


def _line(definition: Definition, candidate: Candidate) -> list[Track]:
    """Its track, then the one it is a part of, and so on."""
    track = track_of(definition, candidate)
    return definition.line_of(track.key) if track is not None else []


def methods_of(definition: Definition, candidates: Iterable[Candidate]) -> dict[str, str]:
    """File → what chooses it: its track's own method, else the call's."""
    found: dict[str, str] = {}
    for one in candidates:
        own = next((each.method for each in _line(definition, one) if each.method), None)
        found[one.id] = own or definition.selection.method
    return found


def ruled(rules: Selection, methods: Mapping[str, str]) -> Selection:
    """The rules of a set, by the method of its files: merit as soon as it chooses some of them."""
    known = sorted(set(methods.values()))
    if not known or known == [rules.method]:
        return rules
    return rules.model_copy(update={"method": "merit" if "merit" in known else known[0]})


def has_floors(definition: Definition, candidates: Iterable[Candidate]) -> bool:
    """Whether a track among these files asks for a merit of its own."""
    return any(each.min_merit is not None for one in candidates for each in _line(definition, one))


def under_floors(
    definition: Definition,
    candidates: Iterable[Candidate],
    merits: Mapping[str, Fraction],
    floors: Mapping[str, Decimal | None],
    ruler: Ruler,
) -> dict[str, str]:
    """The files under the merit that their track asks for, or else their floor; each with why."""
    found = {}
    for one in candidates:
        asking = (each for each in _line(definition, one) if each.min_merit is not None)
        track = next(asking, None)
        own = ruler.in_all(track.min_merit, track_key(one)) if track is not None else None
        least = floors.get(one.id) if own is None else own
        if least is not None and one.id in merits and merits[one.id] < Fraction(least):
            found[one.id] = (
                french.say("sous le seuil de l’appel")
                if own is None or track is None
                else french.say("sous le seuil du volet {track}", track=french.quoted(track.label))
            )
    return found


def woven(orders: Sequence[Sequence[str]], seed: str) -> list[str]:
    """One order for all: each group keeps its own, a public draw says whose turn it is."""
    turns = sorted(
        ((sha256(f"{seed}|{file}".encode()).hexdigest(), index)
         for index, order in enumerate(orders) for file in order)
    )  # fmt: skip
    left = [iter(order) for order in orders]
    return [next(left[index]) for _drawn, index in turns]
