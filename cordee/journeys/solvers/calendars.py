"""What the two calendars share: goals settled one after the other on one integer programme."""

from dataclasses import dataclass, field

from cordee.selection.solvers.program import Program, Row, feasible, maximise


@dataclass
class Board:
    """Columns, rows and goals (to maximise) while a calendar is written."""

    lower: list[int] = field(default_factory=list)
    upper: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    goals: dict[str, dict[int, int]] = field(default_factory=dict)

    def column(self, upper: int, **goals: int) -> int:
        """A new column from 0 to `upper`, with what one unit of it is worth on some goals."""
        self.lower.append(0)
        self.upper.append(upper)
        for goal, value in goals.items():
            if value:
                self.goals.setdefault(goal, {})[len(self.upper) - 1] = value
        return len(self.upper) - 1

    def row(self, terms: dict[int, int], low: int | None, high: int | None) -> None:
        """A new row."""
        self.rows.append(Row(terms, low, high))

    def program(self) -> Program:
        """What was written so far."""
        return Program(tuple(self.lower), tuple(self.upper), tuple(self.rows))


def settled(
    program: Program, goals: list[dict[int, int]], hopes: list[int] | None = None
) -> tuple[int, ...] | None:
    """The best values, goal after goal, each proven then frozen; None when nothing is possible.

    `hopes` are values that no solution beats, for the first goals: they are tried at once, and
    settle them all with a single proof when they can be reached.
    """
    if hopes:
        hoped = program
        for goal, value in zip(goals, hopes, strict=False):
            hoped = frozen(hoped, goal, value)
        found = settled(hoped, goals[len(hopes) :])
        return found if found is not None else settled(program, goals, hopes[:-1])
    values: tuple[int, ...] | None = None
    for goal in goals:
        best = maximise(program, goal)
        if best is None:
            return None
        values, program = best.values, frozen(program, goal, best.value)
    return values or feasible(program)


def frozen(program: Program, goal: dict[int, int], value: int) -> Program:
    """Only the solutions that reach this value."""
    if value == 0 and all(factor <= 0 for factor in goal.values()):
        return program.within({}, dict.fromkeys(goal, 0))
    return program.with_rows(Row(goal, value, None)) if goal else program
