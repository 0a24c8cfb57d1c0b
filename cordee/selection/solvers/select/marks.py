"""From marks to merits: a juror's evaluation counts when it is whole and without conflict."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

# candidate -> ((juror, mark), …) sorted by juror
Evaluations = Mapping[str, tuple[tuple[str, Fraction], ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the jurors wrote, marks by (juror, candidate, criterion)."""

    weights: Mapping[str, Fraction]
    conflicts: frozenset[tuple[str, str]]
    scores: Mapping[tuple[str, str, str], Fraction]


def evaluations(sheet: Sheet) -> Evaluations:
    """The whole evaluations, each reduced to one mark: sum of weight x value / sum of weights."""
    needed = {criterion: weight for criterion, weight in sheet.weights.items() if weight > 0}
    scale = lcm(*(weight.denominator for weight in needed.values()))
    weights = {criterion: int(weight * scale) for criterion, weight in needed.items()}
    total = sum(weights.values())
    step = lcm(*{value.denominator for value in sheet.scores.values()})
    written: dict[tuple[str, str], list[int]] = {}
    for (juror, candidate, criterion), value in sheet.scores.items():
        if criterion in weights:
            points = weights[criterion] * value.numerator * (step // value.denominator)
            written.setdefault((candidate, juror), []).append(points)
    found: dict[str, list[tuple[str, Fraction]]] = {}
    for (candidate, juror), points_of in sorted(written.items()):
        if len(points_of) == len(weights) and (juror, candidate) not in sheet.conflicts:
            mark = Fraction(sum(points_of), total * step)
            found.setdefault(candidate, []).append((juror, mark))
    return {candidate: tuple(marks) for candidate, marks in found.items()}


def means(reviews: Evaluations) -> dict[str, Fraction]:
    """The plain mean of each file's marks."""
    return {
        candidate: sum((mark for _, mark in marks), Fraction(0)) / len(marks)
        for candidate, marks in reviews.items()
    }
