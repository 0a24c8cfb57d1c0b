"""Integer programmes solved to a proof: prices from the relaxation, then CP-SAT on what remains.

Nothing here trusts a float. The relaxation only suggests prices; rounded to integers, any prices
give a true bound (weak duality, recomputed in integers), which fixes most variables. CP-SAT, exact
on integers, settles the few that are left. Heavy packages are imported when first needed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from typing import Any

from cordee.selection.solvers.documents import OutOfTime

BUDGET = 120.0  # deterministic seconds of CP-SAT for one question
SMALL = 48  # below this many free columns, the relaxation costs more than it saves
FIRST_CORE = 96  # columns kept in the first restricted question
PRICE_GRAIN = 20  # prices are rounded to 2^-20 of a unit
SAFE = 1 << 62


@dataclass(frozen=True, slots=True)
class Row:
    """`low <= sum(coefficient x column) <= high`; None is no limit."""

    terms: Mapping[int, int]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Program:
    """Integer columns with bounds, and rows.

    `guide` is the objective of a large sum that a row has frozen at its maximum: searching with it
    costs nothing (no solution beats it) and lets the solver prove by bounds instead of by trials.
    """

    lower: tuple[int, ...]
    upper: tuple[int, ...]
    rows: tuple[Row, ...] = ()
    guide: Mapping[int, int] = field(default_factory=dict)

    def with_rows(self, *rows: Row) -> "Program":
        """The same programme with more rows."""
        return replace(self, rows=(*self.rows, *rows))

    def within(self, lower: Mapping[int, int], upper: Mapping[int, int]) -> "Program":
        """The same programme with some bounds tightened."""
        low, high = list(self.lower), list(self.upper)
        for column, value in lower.items():
            low[column] = max(low[column], value)
        for column, value in upper.items():
            high[column] = min(high[column], value)
        return replace(self, lower=tuple(low), upper=tuple(high))

    @cached_property
    def free(self) -> tuple[int, ...]:
        """Columns that are not decided yet."""
        ends = zip(self.lower, self.upper, strict=True)
        return tuple(column for column, (low, high) in enumerate(ends) if low < high)

    def accepts(self, values: tuple[int, ...]) -> bool:
        """Whether `values` respects every bound and row, recounted in integers."""
        inside = all(
            low <= value <= high
            for low, value, high in zip(self.lower, values, self.upper, strict=True)
        )
        return inside and all(_holds(row, values) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Proven:
    """An optimum with its proof done, and the programme narrowed to what can still reach it."""

    value: int
    values: tuple[int, ...]
    program: Program


@dataclass(frozen=True, slots=True)
class Prices:
    """Integer prices of the rows (in 2^-PRICE_GRAIN units) and the bound that they prove."""

    rows: tuple[int, ...]
    reduced: tuple[int, ...]
    bound: int


def _holds(row: Row, values: tuple[int, ...]) -> bool:
    total = sum(factor * values[column] for column, factor in row.terms.items())
    return (row.low is None or total >= row.low) and (row.high is None or total <= row.high)


def worth(objective: Mapping[int, int], values: tuple[int, ...]) -> int:
    """The value of an objective."""
    return sum(factor * values[column] for column, factor in objective.items())


def maximise(program: Program, objective: Mapping[int, int]) -> Proven | None:
    """The proven maximum, or None when nothing satisfies the programme.

    Raises `OutOfTime` when the deterministic budget does not suffice.
    """
    if any(low > high for low, high in zip(program.lower, program.upper, strict=True)):
        return None
    if program.guide or len(program.free) <= SMALL:
        return _direct(program, objective)
    dual = relax(program, objective)
    if dual is None:
        return _direct(program, objective)
    return settled_by(program, objective, dual, priced(program, objective, dual.rows))


def settled_by(
    program: Program, objective: Mapping[int, int], dual: "Relaxed", prices: Prices
) -> Proven | None:
    """The proven maximum from a relaxation already solved and its prices."""
    return _guessed(program, objective, prices, dual.values) or _by_core(program, objective, prices)


def feasible(program: Program) -> tuple[int, ...] | None:
    """Some values that satisfy the programme, or None when it is proven that there are none."""
    found = maximise(program, {})
    return found.values if found else None


def _direct(program: Program, objective: Mapping[int, int]) -> Proven | None:
    values = search(program, objective)
    return None if values is None else Proven(worth(objective, values), values, program)


def _guessed(
    program: Program, objective: Mapping[int, int], prices: Prices, guess: tuple[int, ...]
) -> Proven | None:
    """The rounded relaxation, when it is whole and reaches the bound: proven without search."""
    value = worth(objective, guess)
    if value < prices.bound >> PRICE_GRAIN or not program.accepts(guess):
        return None
    return Proven(value, guess, narrowed(program, prices, value))


def _by_core(program: Program, objective: Mapping[int, int], prices: Prices) -> Proven | None:
    """Search among the columns whose reduced cost is small; widen until the proof is complete.

    A column fixed at its favourable end costs more than `gap` to move: if the restricted optimum
    is within `gap` of the bound, no move of a fixed column can do better.
    """
    costs = sorted(abs(prices.reduced[column]) for column in program.free)
    size = FIRST_CORE
    while size < len(costs):
        gap = costs[size]
        core = narrowed_by(program, prices, gap)
        if 2 * len(core.free) > len(costs):
            break
        values = search(core, objective)
        if values is not None:
            value = worth(objective, values)
            if (value << PRICE_GRAIN) >= prices.bound - gap:
                return Proven(value, values, narrowed(program, prices, value))
            return _finish(program, objective, prices, values)
        size *= 4
    found = _direct(program, objective)
    return found and Proven(found.value, found.values, narrowed(program, prices, found.value))


def _finish(
    program: Program, objective: Mapping[int, int], prices: Prices, values: tuple[int, ...]
) -> Proven:
    """With a value in hand, keep every column that could still beat it: one search proves."""
    value = worth(objective, values)
    best = search(narrowed(program, prices, value), objective, hint=values) or values
    value = worth(objective, best)
    return Proven(value, best, narrowed(program, prices, value))


def narrowed(program: Program, prices: Prices, value: int) -> Program:
    """Keep only what can still reach `value`, by exact reduced costs."""
    return narrowed_by(program, prices, prices.bound - (value << PRICE_GRAIN))


def narrowed_by(program: Program, prices: Prices, gap: int) -> Program:
    """Bounds tightened so that no column alone loses more than `gap` against the bound."""
    lower, upper = {}, {}
    for column in program.free:
        cost = prices.reduced[column]
        if cost:
            moves = max(0, gap // abs(cost))
            if cost > 0:
                lower[column] = program.upper[column] - moves
            else:
                upper[column] = program.lower[column] + moves
    return program.within(lower, upper)


def priced(program: Program, objective: Mapping[int, int], duals: Iterable[int]) -> Prices:
    """The bound that integer prices prove: weak duality, recomputed in integers.

    A price whose side of the row is open is worth nothing and set to zero.
    """
    kept, bound = [], 0
    reduced = [0] * len(program.lower)
    for column, factor in objective.items():
        reduced[column] = factor << PRICE_GRAIN
    for row, dual in zip(program.rows, duals, strict=True):
        side = row.high if dual > 0 else row.low
        price = dual if side is not None else 0
        kept.append(price)
        if price and side is not None:
            bound += price * side
            for column, factor in row.terms.items():
                reduced[column] -= price * factor
    bound += sum(
        cost * (high if cost > 0 else low)
        for cost, low, high in zip(reduced, program.lower, program.upper, strict=True)
    )
    return Prices(tuple(kept), tuple(reduced), bound)


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What the relaxation suggests: prices of the rows, and its values rounded."""

    rows: tuple[int, ...]
    values: tuple[int, ...]


def relax(program: Program, objective: Mapping[int, int]) -> Relaxed | None:
    """Solve the linear relaxation with GLOP; None when it gives nothing usable."""
    if not program.free:
        return None
    from ortools.linear_solver.python import model_builder_helper as linear  # noqa: PLC0415 - heavy, loaded by the first problem

    size = float(max((abs(factor) for factor in objective.values()), default=1) or 1)
    model = linear.ModelBuilderHelper()
    place = {column: model.add_var() for column in program.free}
    for column, variable in place.items():
        model.set_var_lower_bound(variable, float(program.lower[column]))
        model.set_var_upper_bound(variable, float(program.upper[column]))
        if factor := objective.get(column):
            model.set_var_objective_coefficient(variable, factor / size)
    model.set_maximize(maximize=True)
    for row in program.rows:
        _suggest(model, row, program, place)
    solver = linear.ModelSolverHelper("glop")
    solver.set_solver_specific_parameters("use_dual_simplex: true")
    solver.solve(model)
    if solver.status() != linear.OPTIMAL:
        return None
    duals = (round(dual * size * (1 << PRICE_GRAIN)) for dual in solver.dual_values().tolist())
    values = list(program.lower)
    for column, value in zip(place, solver.variable_values().tolist(), strict=True):
        values[column] = round(value)
    return Relaxed(tuple(duals), tuple(values))


def _suggest(model: Any, row: Row, program: Program, place: Mapping[int, int]) -> None:
    """Write one row of the relaxation on the free columns."""
    at, fixed = model.add_linear_constraint(), 0
    for column, factor in row.terms.items():
        if column in place:
            model.add_term_to_constraint(at, place[column], float(factor))
        else:
            fixed += factor * program.lower[column]
    low = -inf if row.low is None else float(row.low - fixed)
    high = inf if row.high is None else float(row.high - fixed)
    model.set_constraint_lower_bound(at, low)
    model.set_constraint_upper_bound(at, high)


def search(
    program: Program, objective: Mapping[int, int], *, hint: tuple[int, ...] | None = None
) -> tuple[int, ...] | None:
    """The best values by CP-SAT, starting from a hint if any; None when proven impossible.

    The engine is spoken to directly: its usual Python face costs a second and sixty megabytes.
    """
    from ortools.sat.python import cp_model_helper as engine  # noqa: PLC0415 - only when needed

    model, place = engine.CpModelProto(), {c: at for at, c in enumerate(program.free)}
    for column in place:
        model.variables.add().domain.extend([program.lower[column], program.upper[column]])
    if not all(_state(model, row, program, place) for row in program.rows):
        return None
    if hint:
        model.solution_hint.vars.extend(range(len(place)))
        model.solution_hint.values.extend([hint[column] for column in place])
    aim = objective or program.guide
    wanted = {place[column]: -factor for column, factor in aim.items() if column in place}
    if wanted:  # it minimises
        model.objective.vars.extend(list(wanted))
        model.objective.coeffs.extend(list(wanted.values()))
    solver: Any = engine.SolveWrapper()
    solver.set_parameters(_parameters(engine.SatParameters()))
    answer = solver.solve(model)
    if answer.status == engine.CpSolverStatus.INFEASIBLE:
        return None
    if answer.status != engine.CpSolverStatus.OPTIMAL:
        raise OutOfTime(-answer.inner_objective_lower_bound if wanted else None)
    values = list(program.lower)
    for column, value in zip(place, list(answer.solution), strict=True):
        values[column] = value
    return tuple(values)


def _state(model: Any, row: Row, program: Program, place: Mapping[int, int]) -> bool:
    """Write one row on the free columns; False when it cannot hold."""
    free = {place[column]: factor for column, factor in row.terms.items() if column in place}
    fixed = sum(
        factor * program.lower[column]
        for column, factor in (row.terms.items() if len(free) < len(row.terms) else ())
        if column not in place
    )
    if not free:
        return (row.low is None or fixed >= row.low) and (row.high is None or fixed <= row.high)
    low = -SAFE if row.low is None else max(-SAFE, row.low - fixed)
    high = SAFE if row.high is None else min(SAFE, row.high - fixed)
    if low > high:  # beyond 64 bits on the other side, or never possible
        return False
    linear = model.constraints.add().linear
    linear.vars.extend(list(free))
    linear.coeffs.extend(list(free.values()))
    linear.domain.extend([low, high])
    return True


def _parameters(parameters: Any) -> Any:
    """CP-SAT that answers the same way everywhere: one worker, deterministic time."""
    parameters.num_workers = 1
    parameters.linearization_level = 2
    parameters.random_seed = 1
    parameters.max_deterministic_time = BUDGET
    return parameters
