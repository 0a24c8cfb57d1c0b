"""What the marks make of each file: how readings combine, who is set aside, who settles ties."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, localcontext
from fractions import Fraction
from hashlib import sha256
from statistics import median
from types import MappingProxyType
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.selection.rules.grids import Own
from cordee.selection.rules.marks import counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cordee.programme.schema.choosing import Criterion, Selection, Stage

    Marks = Sequence[tuple[str, str, str, Decimal | Fraction | None]]

BY_MEAN = frozenset({"mean", "consensus"})
"""Ways to combine that the solver does by itself: the mean of the complete readings."""
TRIMMED_FROM = 3
"""Below so many readings, leaving out the extremes would leave nothing."""


def readings(
    criteria: Iterable[Criterion], marks: Marks, grids: Mapping[str, Own] | None = None
) -> dict[str, dict[str, Fraction]]:
    """File → juror → weighted mean of a complete reading, exact; by its own grid if it has one."""
    weights = {one.key: Fraction(one.weight) for one in criteria if counts(one)}
    common = Own(weights)
    given: dict[tuple[str, str], dict[str, Fraction]] = defaultdict(dict)
    for juror, file, criterion, value in marks:
        if criterion in weights and value is not None:
            given[file, juror][criterion] = Fraction(value)
    found: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for (file, juror), values in sorted(given.items()):
        mean = (grids or {}).get(file, common).mean(values)
        if mean is not None:
            found[file][juror] = mean
    return dict(found)


def by_facts_alone(grids: Mapping[str, Own]) -> dict[str, Fraction]:
    """The merit of the files on which no juror marks anything that counts."""
    means = {file: own.mean({}) for file, own in grids.items()}
    return {file: mean for file, mean in means.items() if mean is not None}


def with_facts(marks: Marks, grids: Mapping[str, Own]) -> Marks:
    """The marks of jurors and, signed by nobody, those that the facts give."""
    given = [
        ("", file, key, value)
        for file, own in sorted(grids.items())
        for key, (_weight, value) in sorted(own.fixed.items())
    ]
    return [*marks, *given]


def combined(stage: Stage, read: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """The merit of each file as the stage combines its readings."""
    if stage.combines == "rank":
        return _ranked(read)
    best = stage.best_readings or 1
    return {
        file: _one(stage.combines, sorted(values.values()), best) for file, values in read.items()
    }


def _one(how: str, values: list[Fraction], best: int) -> Fraction:
    if how == "median":
        return median(values)
    if how == "sum":
        return sum(values, Fraction(0))
    if how == "trimmed_mean" and len(values) >= TRIMMED_FROM:
        values = values[1:-1]
    if how == "best":
        values = values[-best:]
    return sum(values, Fraction(0)) / len(values)


def _ranked(read: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """The mean share of her other files that each juror puts below: 0 to 1; equals count half."""
    by_juror: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for file, values in read.items():
        for juror, value in values.items():
            by_juror[juror][file] = value
    shares: dict[str, list[Fraction]] = defaultdict(list)
    for values in by_juror.values():
        for file, value in values.items():
            others = [other for key, other in values.items() if key != file]
            below = sum((Fraction(o < value) + Fraction(o == value, 2) for o in others), Fraction())
            shares[file].append(below / len(others) if others else Fraction(1))
    return {file: sum(found, Fraction(0)) / len(found) for file, found in shares.items()}


def set_aside(
    criteria: Iterable[Criterion], marks: Marks, stage: Stage | None = None
) -> dict[str, str]:
    """Files whose mean on an eliminatory criterion is under its mark, each with its sentence.

    The stage may ask its own mark of a criterion (`thresholds`), above or under the usual one.
    """
    own = stage.thresholds if stage else {}
    asked = {one.key: (one, least) for one in criteria
             if (least := own.get(one.key, one.eliminatory_below)) is not None}  # fmt: skip
    found: dict[str, str] = {}
    for (file, key), mean in sorted(by_criterion(marks, asked).items()):
        one, least = asked[key]
        if mean < Fraction(least):
            said = french.say(
                "critère éliminatoire « {label} » : moyenne sous {least}",
                label=one.label,
                least=french.number(least),
            )
            found.setdefault(file, french.typeset(said))
    return found


def by_criterion(marks: Marks, asked: Iterable[str]) -> dict[tuple[str, str], Fraction]:
    """(File, criterion) → mean of the marks given, for some criteria."""
    wanted = set(asked)
    given: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for _juror, file, criterion, value in marks:
        if criterion in wanted and value is not None:
            given[file, criterion].append(Fraction(value))
    return {key: sum(values, Fraction(0)) / len(values) for key, values in given.items()}


def lot(
    rules: Selection,
    arrivals: Mapping[str, str],
    marks: Marks,
    seed: str,
    chances: Mapping[str, Decimal] = MappingProxyType({}),
) -> list[str]:
    """Every file in the order that settles ties: arrival, or the criteria named by the call.

    Where they separate nothing, the public draw does: sha256 of the seed and the file. `chances`
    holds the files that have other than one chance: the draw then weighs each (Efraimidis and
    Spirakis, 2006): the smallest logarithm of its number, divided by its chances, comes first.
    """
    ties = ties_of(rules)
    return settled(rules, arrivals, marks, seed, chances) if ties or chances else []


def ties_of(rules: Selection) -> tuple[str, ...]:
    """What settles equals before the public draw."""
    return ("arrival",) if rules.method == "arrival" else rules.ties


def settled(
    rules: Selection,
    arrivals: Mapping[str, str],
    marks: Marks,
    seed: str,
    chances: Mapping[str, Decimal] = MappingProxyType({}),
) -> list[str]:
    """The same order, even where the public draw alone makes it."""
    ties = ties_of(rules)
    means = by_criterion(marks, ties)

    def place(file: str) -> tuple[object, ...]:
        drawn = sha256(f"{seed}|{file}".encode()).hexdigest()
        order = _weighed(drawn, chances.get(file, Decimal(1))) if chances else drawn
        return (*(_tie(file, one, arrivals, means) for one in ties), order, file)

    return sorted(arrivals, key=place)


def _weighed(drawn: str, times: Decimal) -> Decimal:
    """The time a ballot waits to be drawn; exact decimals, so that anyone finds the same."""
    with localcontext(prec=40):
        number = (Decimal(int(drawn, 16)) + 1) / (Decimal(16) ** len(drawn) + 1)
        return -number.ln() / times


def _tie(
    file: str, one: str, arrivals: Mapping[str, str], means: Mapping[tuple[str, str], Fraction]
) -> tuple[Fraction, str]:
    if one == "arrival":
        return (Fraction(0), arrivals[file])
    return (-means.get((file, one), Fraction(-(10**9))), "")
