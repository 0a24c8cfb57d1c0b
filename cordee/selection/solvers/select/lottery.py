"""The last level, a public lottery: among tied sets, the one holding the first file that differs.

The order of the files is sha256(seed|id): anybody can redo it, nobody could have chosen it, and
the answer depends neither on the solver nor on the machine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cordee.selection.solvers.program import Program, Row, search
from cordee.selection.solvers.select.levels import Settled
from cordee.selection.solvers.select.model import Model

BLOCK = 50  # places settled by one question: their powers of two stay within 64 bits


def drawn(model: Model, settled: Settled) -> tuple[tuple[int, ...], bool]:
    """The solution designated by the lottery, and whether it was the only one."""
    if not _tied(model, settled):
        return settled.values, _whole(model, settled.values)
    return _first(model, settled.program), False


def _whole(model: Model, values: tuple[int, ...]) -> bool:
    """Whether no group is split, so that the same counts name the same files."""
    pairs = zip(model.groups, values, strict=False)
    return all(value in {0, len(group.members)} for group, value in pairs)


def _tied(model: Model, settled: Settled) -> bool:
    """Whether other counts of the groups may reach the same levels."""
    low, high = settled.program.lower, settled.program.upper
    moves, least = dict[int, int](), 1
    for column in range(len(model.groups)):
        value = settled.values[column]
        if low[column] < value < high[column]:
            return True
        if low[column] < high[column]:
            moves[column] = 1 if value == low[column] else -1
            least += moves[column] * value
    other = settled.program.with_rows(Row(moves, least, None))
    return bool(moves) and search(other, {}) is not None


def _first(model: Model, program: Program) -> tuple[int, ...]:
    """Settle the places of the lottery in order, by blocks."""
    seats, extended = _unfolded(model, program)
    values: tuple[int, ...] = ()
    for block in _blocks(seats):
        weights = {column: 1 << (BLOCK - 1 - place) for place, column in enumerate(block)}
        found = search(extended, weights)
        if found is None:  # the programme holds at least the solution already found
            raise AssertionError("a tied set vanished")
        values = found
        kept = {column: found[column] for column in block}
        extended = extended.within(kept, kept)
    return values[: len(program.lower)]


def _blocks(seats: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(seats), BLOCK):
        yield seats[start : start + BLOCK]


def _unfolded(model: Model, program: Program) -> tuple[list[int], Program]:
    """One yes-or-no column for each file that may still win or lose, in the lottery's order.

    In a group the first of the lottery goes first, so its columns are a descending chain.
    """
    rank = {candidate.id: place for place, candidate in enumerate(model.instance.pool)}
    seats: list[tuple[int, int]] = []
    size, rows = len(program.lower), list[Row]()
    for column, group in enumerate(model.groups):
        low, high = program.lower[column], program.upper[column]
        if low == high:
            continue
        chain = range(size, size + high - low)
        size += high - low
        seats += [(rank[group.members[low + step]], each) for step, each in enumerate(chain)]
        rows.append(Row({column: -1, **dict.fromkeys(chain, 1)}, -low, -low))
        rows += [Row({left: 1, right: -1}, 0, None) for left, right in pairwise(chain)]
    extra = size - len(program.lower)
    extended = replace(
        program, lower=(*program.lower, *[0] * extra), upper=(*program.upper, *[1] * extra)
    )
    return [each for _, each in sorted(seats)], extended.with_rows(*rows)
