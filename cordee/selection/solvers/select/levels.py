"""The levels of a selection, each proven optimal then frozen before the next one is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cordee.selection.solvers.digits import maximise_by_digits, too_wide
from cordee.selection.solvers.program import Program, Row, feasible, maximise
from cordee.selection.solvers.select.model import Goal, Model


@dataclass(frozen=True, slots=True)
class Settled:
    """Best values of the columns, and the programme of all the solutions tied with them."""

    values: tuple[int, ...]
    program: Program


def settle(model: Model, *, hopes: Mapping[str, int] | None = None) -> Settled | None:
    """Solve every level in its order; None when the call is impossible.

    `hopes` are values that no solution beats, by goal: the first goals are tried at their best at
    once, which settles most calls with a single proof.
    """
    best = [_hope(goal, hopes or {}) for goal in model.goals]
    for lead in _leads(best):
        program = model.program
        for goal, value in zip(model.goals[:lead], best, strict=False):
            program = frozen(program, goal, value or 0)
        found = _in_order(model, program, model.goals[lead:])
        if found:
            return found
    return None


def _hope(goal: Goal, hopes: Mapping[str, int]) -> int | None:
    """A value known to be unbeatable; never for merits, where it would hardly ever be reached."""
    return None if goal.level in {"merit", "worst"} else hopes.get(goal.level, goal.best)


def _leads(best: Sequence[int | None]) -> list[int]:
    """How many first goals to take at their best: all that have one, then none."""
    known = next((place for place, value in enumerate(best) if value is None), len(best))
    return [known, 0] if known else [0]


def _in_order(model: Model, program: Program, goals: Sequence[Goal]) -> Settled | None:
    values: tuple[int, ...] | None = None
    for goal in goals:
        bottleneck = goal.level == "worst"
        found = _raised(model, program, values) if bottleneck else _proven(program, goal)
        if found is None:
            return None
        values, program = found.values, found.program
    if values is None:
        values = feasible(program)
    return None if values is None else Settled(values, program)


def _proven(program: Program, goal: Goal) -> Settled | None:
    if too_wide(program, goal.objective):
        wide = maximise_by_digits(program, goal.objective)
        return Settled(wide.values, wide.program) if wide else None
    found = maximise(program, goal.objective)
    if found is None:
        return None
    return Settled(found.values, frozen(found.program, goal, found.value))


def frozen(program: Program, goal: Goal, value: int) -> Program:
    """Only the solutions that reach `value` on this goal."""
    if value == 0 and all(factor <= 0 for factor in goal.objective.values()):
        costly = [column for column, factor in goal.objective.items() if factor]
        return program.within({}, dict.fromkeys(costly, 0))
    row = Row(dict(goal.objective), value, None)  # nothing exceeds it: an equality proves slower
    guide = goal.objective if goal.level == "merit" else program.guide
    return replace(program.with_rows(row), guide=guide)


def _raised(model: Model, program: Program, values: tuple[int, ...] | None) -> Settled | None:
    """Raise the lowest merit among the laureates as high as it goes, by bisection."""
    values = values or feasible(program)
    if values is None:
        return None
    merits = sorted({group.merit for group in model.groups})
    low, high = 0, len(merits)  # the answer's threshold is one of merits[low:high]
    some = program.with_rows(Row(dict.fromkeys(range(len(model.groups)), 1), 1, None))
    reached = values if any(values[: len(model.groups)]) else feasible(some)
    if reached is None:
        return Settled(values, program)
    while True:
        low = max(low, merits.index(_lowest(model, reached)))
        if high - low <= 1:
            return Settled(reached, _above(model, some, merits[low]))
        middle = (low + high) // 2
        better = feasible(_above(model, some, merits[middle]))
        if better is None:
            high = middle
        else:
            reached = better


def _lowest(model: Model, values: tuple[int, ...]) -> int:
    return min(g.merit for g, value in zip(model.groups, values, strict=False) if value)


def _above(model: Model, program: Program, merit: int) -> Program:
    return program.within({}, {c: 0 for c, g in enumerate(model.groups) if g.merit < merit})
