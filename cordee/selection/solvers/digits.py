"""Sums too wide for 64 bits, maximised exactly: digit by digit, with carries as columns."""

from collections.abc import Mapping
from dataclasses import replace

from cordee.selection.solvers.program import Program, Proven, Row, search, worth

BITS = 40
BASE = 1 << BITS
WIDEST = 1 << 60


def too_wide(program: Program, objective: Mapping[int, int]) -> bool:
    """Whether a solver of 64-bit integers could not hold this sum."""
    return sum(abs(factor) * program.upper[c] for c, factor in objective.items()) >= WIDEST


def maximise_by_digits(program: Program, objective: Mapping[int, int]) -> Proven | None:
    """The proven maximum of a wide sum; the programme given back holds only its optima.

    The sum is written in base 2^40: the digits' columns are bound to the files by rows with
    carries, then maximised from the most significant one down. Columns must not be negative.
    """
    wider, goals = _spread(program, objective)
    values: tuple[int, ...] | None = None
    for goal in goals:
        values = search(wider, goal, hint=values)
        if values is None:
            return None
        wider = replace(
            wider.with_rows(Row(goal, worth(goal, values), None)), guide=wider.guide or goal
        )
    if values is None:
        return None
    return Proven(worth(objective, values), values, wider)


def _spread(program: Program, objective: Mapping[int, int]) -> tuple[Program, list[dict[int, int]]]:
    """The programme with its digits, and the goals from the most significant digit down."""
    rest = {column: factor for column, factor in objective.items() if factor}
    carries = sum(program.upper[column] for column in rest) + 1
    upper, rows = list(program.upper), []
    goals: list[dict[int, int]] = []
    carry: dict[int, int] = {}
    while any(not -BASE < factor < BASE for factor in rest.values()):
        digit = {column: factor & (BASE - 1) for column, factor in rest.items()}
        rest = {column: factor >> BITS for column, factor in rest.items()}
        kept, carried = len(upper), len(upper) + 1
        upper += [BASE - 1, carries]
        rows.append(Row({**digit, **carry, carried: -BASE, kept: -1}, 0, 0))
        carry = {carried: 1}
        goals.insert(0, {kept: 1})
    lower = (*program.lower, *[0] * (len(upper) - len(program.lower)))
    wider = replace(program, lower=lower, upper=tuple(upper), rows=(*program.rows, *rows))
    return wider, [{**rest, **carry}, *goals]
