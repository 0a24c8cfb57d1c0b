"""The merits a choice compares: marks or voices, earlier stages, floors, who is set aside."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.selection.rules.judging import calibrated_merits
from cordee.selection.rules.merits import BY_MEAN
from cordee.selection.rules.stages import whole
from cordee.selection.rules.tracks import has_floors, under_floors
from cordee.selection.rules.votes import UNNAMED, by_voices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Stage
    from cordee.selection.rules.instance import Candidate, Sheet
    from cordee.selection.rules.judging import Judged
    from cordee.selection.rules.terms import Terms


@dataclass(frozen=True, slots=True)
class Weighed:
    """The merits the choice compares, who is set aside and why, the floor left to the solver."""

    merits: Mapping[str, Fraction]
    aside: Mapping[str, str]
    parts: Mapping[str, Mapping[str, Fraction]]
    floor: Decimal | None
    calibrates: bool
    by_us: bool
    """Whether merits are told: grids of their own, several stages, or floors by track."""


def weigh(  # noqa: PLR0917 - everything a merit is made of
    definition: Definition,
    stage: Stage,
    candidates: Sequence[Candidate],
    sheet: Sheet,
    judged: Judged,
    terms: Terms,
) -> Weighed:
    """Marks or voices, floors, calibration and earlier stages, brought to one merit a file."""
    rules = definition.selection
    apart = not by_voices(stage) and has_floors(definition, candidates)
    by_us = bool(judged.grids or sheet.earlier or apart)
    merits, aside = judged.merits, dict(judged.aside)
    if by_voices(stage) and not sheet.earlier:
        aside = _unnamed(candidates, merits, terms)
    floor = _floor(definition, stage, *judged.scale)
    calibrates = rules.calibration == "additive" and stage.combines in BY_MEAN
    parts: Mapping[str, Mapping[str, Fraction]] = {}
    if calibrates and by_us:
        merits = {**merits, **calibrated_merits(judged.read)}
    if sheet.earlier or apart:
        aside = _under(merits, stage, floor) | aside
    if sheet.earlier:
        final = whole(definition, stage, merits, sheet.earlier, [one.id for one in candidates])
        aside, merits, parts = dict(final.lacking) | aside, final.merits, final.parts
        floor = rules.min_merit
    if apart:
        aside, floor = under_floors(definition, candidates, merits, floor) | aside, None
    return Weighed(merits, aside, parts, floor, calibrates, by_us)


def _floor(definition: Definition, stage: Stage, first: Decimal, last: Decimal) -> Decimal | None:
    """The merit a file needs; a threshold said in points of the whole grid is brought to marks."""
    if by_voices(stage):  # so many voices; the merit of the call is one of marks
        return stage.threshold
    if stage.threshold is None:
        return definition.selection.min_merit
    total = definition.points_of(stage)
    if not total or stage.combines not in BY_MEAN | {"median", "trimmed_mean", "best"}:
        return stage.threshold
    with localcontext(rounding=ROUND_FLOOR):  # a file exactly at the threshold passes
        return first + stage.threshold * (last - first) / total


def _under(merits: Mapping[str, Fraction], stage: Stage, floor: Decimal | None) -> dict[str, str]:
    """The files under the threshold of the stage itself, where its marks are not the whole."""
    if floor is None or stage.threshold is None:
        return {}
    least = Fraction(floor)
    return {
        key: french.say("sous le seuil de l’étape")
        for key, merit in merits.items()
        if merit < least
    }


def _unnamed(
    candidates: Sequence[Candidate], votes: Mapping[str, Fraction], terms: Terms
) -> dict[str, str]:
    """The files that nobody named: they take no place, unless the jury says so with a reason."""
    return {
        one.id: UNNAMED
        for one in candidates
        if not votes.get(one.id) and one.id not in terms.must_in
    }
