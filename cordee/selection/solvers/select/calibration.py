"""Additive calibration: each juror's severity measured on shared files, in exact rationals."""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from cordee.selection.solvers.documents import Invalid
from cordee.selection.solvers.select.lifting import lifted
from cordee.selection.solvers.select.marks import Evaluations

PLACES = 6
MANY = 40
"""Jurors from which lifting is quicker than elimination; both are exact."""


def calibrated(reviews: Evaluations) -> dict[str, Fraction]:
    """Merits of least squares on mark = file + juror, the jurors summing to zero.

    Rounded half-even to six decimals; raises `Invalid` (`calibration_disconnected`) when some
    jurors share no chain of files with the others: their severities cannot be compared.
    """
    if not connected(reviews):
        raise Invalid("calibration_disconnected")
    return corrected(reviews, severities(reviews))


def corrected(reviews: Evaluations, bias: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The mean of each file's marks less the severity of their jurors, rounded half-even."""
    return {
        candidate: round(
            sum((mark - bias[juror] for juror, mark in marks), Fraction(0)) / len(marks), PLACES
        )
        for candidate, marks in reviews.items()
    }


def connected(reviews: Evaluations) -> bool:
    """Whether jurors and files hold together as one graph."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for candidate, marks in reviews.items():
        for juror, _ in marks:
            parent[root(f"j{juror}")] = root(f"c{candidate}")
    return len({root(node) for node in list(parent)}) <= 1


def severities(reviews: Evaluations) -> dict[str, Fraction]:
    """What each juror adds to the marks, sum zero.

    With the files eliminated, the normal equations on the jurors are a Laplacian; the first juror
    is grounded at zero, the system solved without fractions, and the answer shifted.
    """
    jurors = sorted({juror for marks in reviews.values() for juror, _ in marks})
    if not jurors:
        return {}
    matrix = _laplacian(reviews, {juror: index for index, juror in enumerate(jurors)})
    solved = [Fraction(0), *solve([row[1:] for row in matrix[1:]])]
    mean = sum(solved, Fraction(0)) / len(jurors)
    return {juror: value - mean for juror, value in zip(jurors, solved, strict=True)}


def _laplacian(reviews: Evaluations, index: dict[str, int]) -> list[list[Fraction]]:
    """Rows of coefficients on the jurors, right-hand side last."""
    size = len(index)
    matrix = [[Fraction(0)] * (size + 1) for _ in range(size)]
    for marks in reviews.values():
        share = Fraction(1, len(marks))
        mean = sum((mark for _, mark in marks), Fraction(0)) * share
        for juror, mark in marks:
            row = matrix[index[juror]]
            row[index[juror]] += 1
            row[size] += mark - mean
            for other, _ in marks:
                row[index[other]] -= share
    return matrix


def solve(matrix: list[list[Fraction]]) -> list[Fraction]:
    """The solution of a regular square system, right-hand side last (Bareiss, integers only)."""
    rows: list[list[int]] = []
    for given in matrix:
        scale = lcm(*(value.denominator for value in given))
        rows.append([int(value * scale) for value in given])
    if len(rows) >= MANY and (found := lifted(rows)) is not None:
        return found
    size, divisor = len(rows), 1
    for step in range(size):
        pivot = next(index for index in range(step, size) if rows[index][step])
        rows[step], rows[pivot] = rows[pivot], rows[step]
        top = rows[step]
        for index in range(step + 1, size):
            row, factor = rows[index], rows[index][step]
            rows[index] = [
                (top[step] * value - factor * above) // divisor
                for value, above in zip(row, top, strict=True)
            ]
        divisor = top[step]
    return _substituted(rows)


def _substituted(rows: list[list[int]]) -> list[Fraction]:
    size = len(rows)
    found = [Fraction(0)] * size
    for step in reversed(range(size)):
        known = sum(
            (rows[step][later] * found[later] for later in range(step + 1, size)), Fraction(0)
        )
        found[step] = (rows[step][size] - known) / rows[step][step]
    return found
