"""The merits a choice compares: marks or voices, earlier stages, floors, who is set aside."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.selection.rules.judging import calibrated_merits
from cordee.selection.rules.merits import BY_MEAN
from cordee.selection.rules.ruler import Ruler
from cordee.selection.rules.stages import closing, whole
from cordee.selection.rules.tracks import has_floors, track_key, under_floors
from cordee.selection.rules.votes import UNNAMED, by_voices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Selection, Stage
    from cordee.selection.rules.instance import Candidate, Sheet
    from cordee.selection.rules.judging import Judged
    from cordee.selection.rules.terms import Terms

    type Floors = Mapping[str, Decimal | None]


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
    ruler: Ruler


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
    ruler = Ruler(definition, stage, judged.scale, whole=bool(sheet.earlier))
    closes = closing(definition, stage) and not sheet.earlier
    floors = {
        one.id: _floor(ruler, rules, stage, track_key(one), closes=closes) for one in candidates
    }
    floor = next(iter(floors.values()), None)
    apart = not by_voices(stage) and (
        has_floors(definition, candidates) or len(set(floors.values())) > 1
    )
    by_us = bool(judged.grids or sheet.earlier or apart)
    merits, aside = judged.merits, dict(judged.aside)
    if by_voices(stage) and not sheet.earlier:
        aside = _unnamed(candidates, merits, terms)
    calibrates = rules.calibration == "additive" and stage.combines in BY_MEAN
    parts: Mapping[str, Mapping[str, Fraction]] = {}
    if calibrates and by_us:
        merits = {**merits, **calibrated_merits(judged.read)}
    if sheet.earlier or apart:
        least = {one.id: ruler.mark(stage.threshold, track_key(one)) for one in candidates}
        aside = _under(merits, stage, least) | aside
    if sheet.earlier:
        final = whole(definition, stage, merits, sheet.earlier, [one.id for one in candidates])
        aside, merits, parts = dict(final.lacking) | aside, final.merits, final.parts
        floors = {one.id: ruler.in_all(rules.min_merit, track_key(one)) for one in candidates}
        floor = next(iter(floors.values()), None)
    if apart:
        aside, floor = under_floors(definition, candidates, merits, floors, ruler) | aside, None
    return Weighed(merits, aside, parts, floor, calibrates, by_us, ruler)


def _floor(
    ruler: Ruler, rules: Selection, stage: Stage, track: str, *, closes: bool
) -> Decimal | None:
    """The merit a file of that track needs; of voices, so many: the call's own is one of marks.

    The stage that closes the choice asks for its own threshold and for the merit of the call.
    """
    own = ruler.mark(stage.threshold, track)
    if by_voices(stage) or (own is not None and not closes):
        return own
    asked = (own, ruler.in_all(rules.min_merit, track))
    return max((one for one in asked if one is not None), default=None)


def _under(merits: Mapping[str, Fraction], stage: Stage, floors: Floors) -> dict[str, str]:
    """The files under the threshold of the stage itself, where its marks are not the whole."""
    if stage.threshold is None:
        return {}
    told = french.say("sous le seuil de l’étape")
    return {key: told for key, merit in merits.items() if merit < Fraction(floors.get(key) or 0)}


def _unnamed(
    candidates: Sequence[Candidate], votes: Mapping[str, Fraction], terms: Terms
) -> dict[str, str]:
    """The files that nobody named: they take no place, unless the jury says so with a reason."""
    return {
        one.id: UNNAMED
        for one in candidates
        if not votes.get(one.id) and one.id not in terms.must_in
    }
