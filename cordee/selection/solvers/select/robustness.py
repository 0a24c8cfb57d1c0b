"""How solid the choice is: the same rules on jurors drawn again, on marks and weights moved a bit.

It describes; it does not decide. Every draw is a SHA-256 of the public seed: anybody finds the same
frequencies. The lottery is the same inside each replicate.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from math import lcm

from cordee.selection.solvers.select.answer import choose
from cordee.selection.solvers.select.calibration import severities
from cordee.selection.solvers.select.enumeration import Exhausted, Small
from cordee.selection.solvers.select.instance import Candidate, Instance
from cordee.selection.solvers.select.marks import Evaluations, Sheet, evaluations
from cordee.selection.solvers.select.parse import Whole

REPLICATES = 1000
POINTS = Fraction(1, 10)  # ± 10 points of weight out of 100

Merits = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Solidity:
    """How many times each candidate is chosen, out of how many replicates, by kind of test."""

    replicates: Mapping[str, int]
    chosen: Mapping[str, Mapping[str, int]]  # kind -> candidate -> times
    impossible: Mapping[str, int]  # replicates in which no set obeyed the rules


def solidity(whole: Whole, *, replicates: int = REPLICATES) -> Solidity:
    """Four tests: jurors drawn again, one step of noise, one juror fewer, weights moved."""
    reviews = evaluations(whole.sheet)
    tests: dict[str, Iterator[Merits]] = {
        "jurors_drawn_again": _drawn_again(whole, reviews, replicates),
        "one_step_of_noise": _noisy(whole, replicates // 5),
        "one_juror_fewer": _one_fewer(reviews),
        "weights_moved": _reweighted(whole),
    }
    choice = _Chooser(whole)
    return choice.counted(tests)


class _Chooser:
    """Choose again with other merits: same rules, same lottery, prices learnt once."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole
        self.known: dict[tuple[tuple[str, Fraction], ...], tuple[str, ...] | None] = {}
        self.prices: list[int] | None = None
        with suppress(Exhausted):
            self.prices = Small(whole.instance).prices

    def counted(self, tests: Mapping[str, Iterator[Merits]]) -> Solidity:
        """Run every test."""
        chosen: dict[str, Counter[str]] = {}
        sizes: dict[str, int] = {}
        impossible: dict[str, int] = {}
        for kind, draws in tests.items():
            chosen[kind], sizes[kind], impossible[kind] = Counter(), 0, 0
            for merits in draws:
                sizes[kind] += 1
                selected = self._known(merits)
                impossible[kind] += selected is None
                chosen[kind].update(selected or ())
        return Solidity(sizes, chosen, impossible)

    def _known(self, merits: Merits) -> tuple[str, ...] | None:
        """The set chosen with these merits; few jurors often draw the same merits again."""
        key = tuple(merits.items())
        if key not in self.known:
            self.known[key] = self._selected(self._changed(merits))
        return self.known[key]

    def _selected(self, instance: Instance) -> tuple[str, ...] | None:
        try:
            found = Small(instance, prices=self.prices).best()
            return found.sets[0] if found else None
        except Exhausted:
            choice = choose(instance)
            return choice.selected if choice else None

    def _changed(self, merits: Merits) -> Instance:
        """The same call with these merits; the threshold is applied again, eligibility is not."""
        candidates = tuple(self._candidate(each, merits) for each in self.whole.instance.candidates)
        return replace(self.whole.instance, candidates=candidates)

    def _candidate(self, candidate: Candidate, merits: Merits) -> Candidate:
        merit = merits.get(candidate.id)
        if merit is None or candidate.id in self.whole.given:
            return candidate
        excluded, floor = candidate.excluded, self.whole.min_merit
        if excluded in {None, "below_min_merit"}:
            excluded = "below_min_merit" if floor is not None and merit < floor else None
        final = merit + candidate.final - (candidate.merit or 0)
        return replace(candidate, merit=merit, final=final, excluded=excluded)


def _calibrated(whole: Whole, reviews: Evaluations) -> Evaluations:
    """Marks less the severity of their juror, when the call is calibrated."""
    if whole.calibration != "additive":
        return reviews
    bias = severities(reviews)
    return {
        key: tuple((juror, mark - bias[juror]) for juror, mark in marks)
        for key, marks in reviews.items()
    }


def _means(reviews: Evaluations, times: Callable[[str], int]) -> Merits:
    """Means of the marks, each juror counting so many times; files left without marks are out."""
    found = {}
    for key, marks in reviews.items():
        count = sum(times(juror) for juror, _ in marks)
        if count:
            total = sum((times(juror) * mark for juror, mark in marks), Fraction(0))
            found[key] = total / count
    return found


def _drawn_again(whole: Whole, reviews: Evaluations, replicates: int) -> Iterator[Merits]:
    """As many jurors, drawn with replacement."""
    marks = _calibrated(whole, reviews)
    jurors = _jurors(marks)
    for number in range(replicates if jurors else 0):
        draws = _numbers(f"{whole.instance.seed}|jurors|{number}", len(jurors))
        times = Counter(jurors[draw % len(jurors)] for draw in draws)
        yield _means(marks, times.__getitem__)


def _one_fewer(reviews: Evaluations) -> Iterator[Merits]:
    for absent in _jurors(reviews):
        yield _means(reviews, lambda juror, absent=absent: int(juror != absent))  # type: ignore[misc] # a default binds the value


def _jurors(reviews: Evaluations) -> list[str]:
    return sorted({juror for marks in reviews.values() for juror, _ in marks})


def _noisy(whole: Whole, replicates: int) -> Iterator[Merits]:
    """Each mark one step lower, the same or one step higher, within the scale."""
    scores = sorted(whole.sheet.scores.items())
    step = Fraction(1, lcm(*(value.denominator for _, value in scores)))
    low, high = whole.scale
    for number in range(replicates if scores else 0):
        draws = _numbers(f"{whole.instance.seed}|noise|{number}", len(scores))
        moved = {
            key: min(high, max(low, value + (draw % 3 - 1) * step))
            for (key, value), draw in zip(scores, draws, strict=True)
        }
        yield _merits(whole, replace(whole.sheet, scores=moved))


def _reweighted(whole: Whole) -> Iterator[Merits]:
    """Each criterion ten points heavier, then ten points lighter."""
    total = sum(whole.sheet.weights.values(), Fraction(0))
    for criterion, weight in sorted(whole.sheet.weights.items()):
        for change in (POINTS, -POINTS):
            weights = {**whole.sheet.weights, criterion: max(Fraction(0), weight + change * total)}
            if any(weights.values()):
                yield _merits(whole, replace(whole.sheet, weights=weights))


def _merits(whole: Whole, sheet: Sheet) -> Merits:
    return _means(_calibrated(whole, evaluations(sheet)), lambda _: 1)


def _numbers(label: str, count: int) -> list[int]:
    """`count` public draws below 2^32, from the label alone."""
    found: list[int] = []
    block = 0
    while len(found) < count:
        digest = sha256(f"{label}|{block}".encode()).digest()
        found += [int.from_bytes(digest[at : at + 4]) for at in range(0, 32, 4)]
        block += 1
    return found[:count]
