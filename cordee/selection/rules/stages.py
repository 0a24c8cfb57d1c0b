"""Several stages of one call: which earlier ones bind, which count in the merit, for how much.

Each merit is brought to a share, 0 to 1, of what its stage could give; their weighted mean is then
read on the scale of the last stage. Exact fractions; no clock, no database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.selection.rules.marks import counts, scale_of
from cordee.selection.rules.votes import by_voices

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Stage

GIVES_MARKS = frozenset({"merit", "hearing", "visit", "negotiation", "decision"})
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier stage that counts: its name, its weight, the share of each file that it judged.

    `exempt`: files that passed it by, because it does not concern them.
    """

    label: str
    weight: Fraction
    shares: Mapping[str, Fraction]
    exempt: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Whole:
    """Final merits, what each stage gave to each file, and the files that one of them lacks."""

    merits: Mapping[str, Fraction]
    parts: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    lacking: Mapping[str, str] = field(default_factory=dict)


def before(definition: Definition, stage: Stage) -> list[Stage]:
    """The stages before this one, in the order of the call."""
    keys = [one.key for one in definition.stages]
    return list(definition.stages[: keys.index(stage.key)]) if stage.key in keys else []


def binding(definition: Definition, stage: Stage) -> list[Stage]:
    """The earlier stages whose refusals hold: a jury that only advises refuses nobody."""
    advisory = {one.key for one in definition.panels if one.advisory}
    return [
        one
        for one in before(definition, stage)
        if one.kind != "public_vote" and one.panel not in advisory
    ]


def weighing(definition: Definition, stage: Stage) -> list[Stage]:
    """The earlier stages whose marks count at this one: the last to give marks, weights stated."""
    marking = [one for one in definition.stages if one.kind in GIVES_MARKS]
    said = definition.selection.best_stages or any(one.weight != 1 for one in marking)
    if not said or not marking or marking[-1].key != stage.key:
        return []
    return [one for one in before(definition, stage) if one in marking and one.weight > 0]


def bounds(definition: Definition, stage: Stage) -> tuple[Fraction, Fraction]:
    """The least and the best mark of a stage, over the criteria that count."""
    scales = [
        scale_of(definition, stage, one) for one in definition.criteria_of(stage) if counts(one)
    ]
    scales = scales or [definition.scale]
    return Fraction(min(one.min for one in scales)), Fraction(max(one.max for one in scales))


def closing(definition: Definition, stage: Stage) -> bool:
    """Whether this is the last stage to give marks: what the whole choice asks is asked there."""
    marking = [one.key for one in definition.stages if one.kind in GIVES_MARKS]
    return not marking or marking[-1] == stage.key


def shares(
    definition: Definition, stage: Stage, merits: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """What each file has, 0 to 1: of the scale, of the best sum, of the most voices."""
    if stage.combines == "rank":
        return dict(merits)
    if stage.combines == "sum" or by_voices(stage):
        best = max(merits.values(), default=Fraction(0))
        return {key: value / best if best > 0 else Fraction(0) for key, value in merits.items()}
    low, high = bounds(definition, stage)
    return {key: (value - low) / (high - low) for key, value in merits.items() if high > low}


def whole(
    definition: Definition,
    stage: Stage,
    merits: Mapping[str, Fraction],
    earlier: Sequence[Earlier],
    files: Collection[str],
) -> Whole:
    """The final merit of each file: its stages by their weights, on the scale of the last one.

    A stage that a file passed by leaves its weight to the others; one that lacks its mark is told,
    unless only the best ones count (`best_stages`) and it has enough of them.
    """
    own = shares(definition, stage, merits)
    last = Earlier(str(stage.label), Fraction(stage.weight), own)
    stages = [*earlier, *([last] if stage.weight > 0 else [])]
    low, high = (Fraction(0), ONE) if by_voices(stage) else bounds(definition, stage)
    found, parts, lacking = {}, {}, {}
    for file in files:
        mine = _best(stages, file, last, definition.selection.best_stages)
        absent = [one.label for one in mine if file not in one.shares and one is not last]
        if absent:
            told = french.listed([french.quoted(one) for one in absent])
            lacking[file] = french.say("sans note à l’étape {stage}", stage=told)
            continue
        if any(file not in one.shares for one in mine):
            continue
        total = sum((one.weight for one in mine), Fraction(0))
        if not total:
            continue
        mean = sum((one.weight * one.shares[file] for one in mine), Fraction(0)) / total
        found[file] = low + mean * (high - low)
        parts[file] = {one.label: one.shares[file] for one in mine}
    return Whole(found, parts, lacking)


def _best(stages: Sequence[Earlier], file: str, last: Earlier, best: int | None) -> list[Earlier]:
    """The stages that make the mark of a file: all of its own, or the best ones it has."""
    mine = [one for one in stages if file not in one.exempt]
    marked = [one for one in mine if file in one.shares]
    if best is None or len(marked) < best or (last in mine and last not in marked):
        return mine
    kept = sorted(marked, key=lambda one: one.shares[file], reverse=True)[:best]
    return [one for one in mine if one in kept]
