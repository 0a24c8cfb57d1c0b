"""The grid of each file: the criteria of its track, the marks that its facts give by themselves.

A criterion with `bands` or `measures` is marked by nobody: its mark is brought to its scale, from
the points of the band or the number measured, exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cordee.programme.conditions import holds
from cordee.programme.schema.questions import Choice
from cordee.selection.rules.marks import counts, scale_of
from cordee.selection.rules.tracks import track_key
from cordee.selection.rules.votes import by_voices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Criterion, Scale, Stage
    from cordee.programme.schema.sharing import Band
    from cordee.selection.rules.instance import Candidate


@dataclass(frozen=True, slots=True)
class Own:
    """What one file is judged on: weights of what jurors mark, marks given by its facts."""

    weights: Mapping[str, Fraction]
    fixed: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    """Criterion → its weight in the mean (0 when it does not count) and its mark."""
    best: int | None = None
    """How many of its best criteria count; all of them when the stage says nothing."""

    def mean(self, given: Mapping[str, Fraction]) -> Fraction | None:
        """The weighted mean of a whole reading; None when one mark is missing."""
        if given.keys() != self.weights.keys():
            return None
        rows = [*((self.weights[key], value) for key, value in given.items()), *self.fixed.values()]
        if self.best is not None:
            counted = [row for row in rows if row[0]]
            rows = sorted(counted, key=lambda row: (row[1], row[0]), reverse=True)[: self.best]
        total = sum((weight for weight, _value in rows), Fraction(0))
        whole = sum((weight * value for weight, value in rows), Fraction(0))
        return whole / total if total else None


def by_facts(criterion: Criterion) -> bool:
    """Whether the facts give its mark, so that no juror is asked for it."""
    return bool(criterion.bands) or criterion.measures is not None


def asked_of(definition: Definition, stage: Stage, track: str | None = None) -> list[Criterion]:
    """The criteria that a juror marks on a file of that track; of every track for None.

    None at all where the jury names files instead of marking them.
    """
    if by_voices(stage):
        return []
    return [
        one
        for one in definition.criteria_of(stage)
        if not by_facts(one) and (track is None or concerns(definition, one, track))
    ]


def concerns(definition: Definition, criterion: Criterion, track: str) -> bool:
    """Whether files of that track, or of a part of it, are judged on it."""
    return not criterion.tracks or (bool(track) and definition.concerns(criterion.tracks, track))


def special(definition: Definition, stage: Stage) -> bool:
    """Whether files are not all judged on the same criteria, all marked by jurors and counted."""
    if by_voices(stage):
        return False
    own = any(by_facts(one) or one.tracks for one in definition.criteria_of(stage))
    return own or stage.best_criteria is not None


def own_grids(
    definition: Definition, stage: Stage, candidates: Sequence[Candidate]
) -> dict[str, Own]:
    """File → its own grid; nothing at all where every file has the same one."""
    if not special(definition, stage):
        return {}
    criteria = definition.criteria_of(stage)
    facts = {one.key: _given(definition, stage, one, candidates) for one in criteria}
    return {
        one.id: _own(
            [each for each in criteria if concerns(definition, each, track_key(one))],
            facts,
            one,
            stage.best_criteria,
        )
        for one in candidates
    }


def _own(
    mine: Sequence[Criterion],
    facts: Mapping[str, Mapping[str, Fraction]],
    one: Candidate,
    best: int | None,
) -> Own:
    return Own(
        {each.key: Fraction(each.weight) for each in mine if counts(each) and not by_facts(each)},
        {
            each.key: (
                Fraction(each.weight) if counts(each) else Fraction(0),
                facts[each.key][one.id],
            )
            for each in mine
            if by_facts(each)
        },
        best,
    )


def _given(
    definition: Definition, stage: Stage, criterion: Criterion, candidates: Sequence[Candidate]
) -> dict[str, Fraction]:
    """File → the mark that its facts give it on a criterion."""
    if not by_facts(criterion):
        return {}
    scale = scale_of(definition, stage, criterion)
    numbers = {one.id: measured(definition, criterion, one) for one in candidates}
    if criterion.bands:
        points = {one.id: _band(criterion.bands, one, numbers[one.id]) for one in candidates}
    elif criterion.proportional or criterion.lowest_first:
        return {key: _scaled(share, scale) for key, share in _shares(criterion, numbers).items()}
    else:
        points = {key: number or Fraction(0) for key, number in numbers.items()}
    return {key: _mark(found, criterion, scale) for key, found in points.items()}


def measured(definition: Definition, criterion: Criterion, one: Candidate) -> Fraction | None:
    """The number a criterion measures: the answer, or the points of the options chosen."""
    if criterion.measures is None:
        return None
    answer = one.facts.answers.get(criterion.measures)
    question = definition.question(criterion.measures)
    if isinstance(question, Choice) and any(each.points is not None for each in question.options):
        chosen = set(answer if isinstance(answer, list | tuple) else [answer])
        points = [each.points or 0 for each in question.options if each.key in chosen]
        return sum(map(Fraction, points), Fraction(0))
    return _number(answer)


def _number(answer: Any) -> Fraction | None:
    try:
        found = Decimal(str(answer))
    except InvalidOperation:
        return None
    return Fraction(found) if found.is_finite() else None


def _band(bands: Sequence[Band], one: Candidate, number: Fraction | None) -> Fraction:
    """The points of the first band that the file is in; none without the number it needs."""
    for band in bands:
        if band.when is not None and not holds(band.when, one.facts):
            continue
        if band.up_to is not None and (number is None or number > Fraction(band.up_to)):
            continue
        return Fraction(band.points)
    return Fraction(0)


def _shares(criterion: Criterion, numbers: Mapping[str, Fraction | None]) -> dict[str, Fraction]:
    """0 to 1: the best number has it all, the others in proportion; nothing said has nothing."""
    known = [one for one in numbers.values() if one is not None and one >= 0]
    best = (min if criterion.lowest_first else max)(known, default=Fraction(0))
    return {key: _share(one, best, lowest=criterion.lowest_first) for key, one in numbers.items()}


def _share(number: Fraction | None, best: Fraction, *, lowest: bool) -> Fraction:
    if number is None or number < 0:
        return Fraction(0)
    if number == best:
        return Fraction(1)
    return best / number if lowest else number / best


def _mark(points: Fraction, criterion: Criterion, scale: Scale) -> Fraction:
    """Points on the scale of marks: a share of the points of the criterion when it says them."""
    if criterion.points:
        return _scaled(points / Fraction(criterion.points), scale)
    return min(max(points, Fraction(scale.min)), Fraction(scale.max))


def _scaled(share: Fraction, scale: Scale) -> Fraction:
    low, high = Fraction(scale.min), Fraction(scale.max)
    return low + min(max(share, Fraction(0)), Fraction(1)) * (high - low)
