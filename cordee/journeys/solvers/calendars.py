"""What the two calendars share: goals settled one after the other on one integer programme."""

from dataclasses import dataclass, field

from cordee.selection.solvers.program import Program, Row, search, worth


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
    program: Program, goals: list[dict[int, int]]
) -> tuple[tuple[int, ...], Program] | None:
    """The best values, goal after goal, each proven then frozen; None when nothing is possible."""
    values: tuple[int, ...] | None = search(program, {})
    for goal in goals if values is not None else []:
        values = search(program, goal, hint=values) or values
        value = worth(goal, values or ())
        if value == 0 and all(factor <= 0 for factor in goal.values()):
            program = program.within({}, dict.fromkeys(goal, 0))
        elif goal:
            program = program.with_rows(Row(goal, value, value))
    return None if values is None else (values, program)
