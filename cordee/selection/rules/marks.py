"""Marks: which ones a criterion accepts, and what they say together of a file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken
from cordee.programme.schema import Definition
from cordee.programme.schema.choosing import Criterion, Scale, Stage


def scale_of(definition: Definition, stage: Stage, criterion: Criterion) -> Scale:
    """The scale of a criterion: its own levels, else the stage's, else the call's."""
    if criterion.levels:
        values = [level.value for level in criterion.levels]
        return Scale(min=min(values), max=max(values), levels=criterion.levels)
    return stage.scale or definition.scale


def mark_faults(scale: Scale, value: Decimal | None) -> list[Finding]:
    """Why a mark is refused; no mark at all is « je ne me prononce pas » and is accepted."""
    if value is None:
        return []
    if scale.levels:
        allowed = [level.value for level in scale.levels]
        if value in allowed:
            return []
        said = french.listed([french.number(one) for one in allowed], "ou")
        return [
            broken(
                "mark.level",
                "mark",
                french.say("Cette note n’est pas un des degrés : {said}.", said=said),
            )
        ]
    if not scale.min <= value <= scale.max:
        least, most = french.number(scale.min), french.number(scale.max)
        return [
            broken(
                "mark.scale",
                "mark",
                french.say("La note va de {least} à {most}.", least=least, most=most),
            )
        ]
    if scale.step and (value - scale.min) % scale.step:
        return [
            broken(
                "mark.step",
                "mark",
                french.say("La note va de {step} en {step}.", step=french.number(scale.step)),
            )
        ]
    return []


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a file stands: exact mean of the complete evaluations, their number and spread."""

    merit: Fraction | None
    evaluations: int
    abstentions: int
    lowest: Fraction | None = None
    highest: Fraction | None = None

    @property
    def spread(self) -> Fraction | None:
        """Difference between the most and the least generous juror."""
        if self.lowest is None or self.highest is None:
            return None
        return self.highest - self.lowest


def standing(
    criteria: Sequence[Criterion],
    marks: Iterable[tuple[str, str, Decimal | None]],
    mean: Callable[[Mapping[str, Fraction]], Fraction | None] | None = None,
) -> Standing:
    """Sum up marks (juror, criterion, value) of one file, without any float.

    A juror's evaluation counts when every criterion of positive weight is marked; `mean` is that
    of a file which has a grid of its own.
    """
    weights = {one.key: Fraction(one.weight) for one in criteria if counts(one)}
    by_juror: dict[str, dict[str, Fraction]] = {}
    abstentions = 0
    for juror, criterion, value in marks:
        if criterion not in weights:
            continue
        if value is None:
            abstentions += 1
        else:
            by_juror.setdefault(juror, {})[criterion] = Fraction(value)
    common = partial(_mean, weights=weights)
    tried = [(mean or common)(given) for given in by_juror.values()]
    means = [one for one in tried if one is not None]
    if not means:
        return Standing(None, 0, abstentions)
    return Standing(
        sum(means, Fraction(0)) / len(means), len(means), abstentions, min(means), max(means)
    )


def counts(criterion: Criterion) -> bool:
    """Whether a criterion counts in the merit: an indicative one is shown, not summed."""
    return not criterion.indicative and criterion.weight > 0


def _mean(given: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> Fraction | None:
    if given.keys() != weights.keys():
        return None
    total = sum(weights.values(), Fraction(0))
    return sum((weights[key] * value for key, value in given.items()), Fraction(0)) / total
