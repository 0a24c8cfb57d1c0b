"""An assignment as an integer programme, for what no flow can say: the worst-off file, crossings.

« maxmin » is NP-hard. Its bound comes from prices; then whole assignments of the best affinity are
sought above a floor, the floor being written only for the files that would fall below it.
"""

from cordee.selection.solvers.assign.instance import Instance
from cordee.selection.solvers.assign.network import capped
from cordee.selection.solvers.program import (
    PRICE_GRAIN,
    Program,
    Proven,
    Row,
    maximise,
    priced,
    relax,
    worth,
)


class _Draft:
    """Columns and rows while they are written; one column per allowed pair comes first."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.upper: list[int] = []
        self.rows: list[Row] = []
        self.goals: dict[str, dict[int, int]] = {level: {} for level in instance.order}
        self.affinity: dict[int, int] = {}
        self.goals["affinity"] = self.affinity
        self.worths: list[dict[int, int]] = []  # for each file, what its pairs are worth
        self.pairs = [
            (i, j)
            for i, file in enumerate(instance.files)
            for j in range(len(instance.jurors))
            if instance.allowed[i, j] and file.demand
        ]
        self.by_file: list[dict[int, int]] = [{} for _ in instance.files]
        self.by_juror: list[dict[int, int]] = [{} for _ in instance.jurors]
        for i, j in self.pairs:
            self.by_file[i][j] = self.by_juror[j][i] = self.column(1)
        self._files()
        self._jurors()

    def column(self, upper: int, **goals: int) -> int:
        """A new column, with what it is worth on each level."""
        self.upper.append(upper)
        for level, value in goals.items():
            if level in self.goals:
                self.goals[level][len(self.upper) - 1] = value
        return len(self.upper) - 1

    def _files(self) -> None:
        for i, file in enumerate(self.instance.files):
            columns = self.by_file[i]
            missing = self.column(file.demand, shortfall=-1)
            everyone = dict.fromkeys(columns.values(), 1)
            self.rows.append(Row({**everyone, missing: 1}, file.demand, file.demand))
            self._institutions(columns)
            if file.demand:
                self._expert(i, columns)
            worths = {c: int(self.instance.affinity[i, j]) for j, c in columns.items()}
            self.worths.append(worths)
            self.affinity.update(worths)

    def _institutions(self, columns: dict[int, int]) -> None:
        for institution in capped(self.instance):
            inside = [columns[j] for j in self.instance.members(institution) if j in columns]
            if inside:
                self.rows.append(Row(dict.fromkeys(inside, 1), None, self.instance.institution_cap))

    def _expert(self, i: int, columns: dict[int, int]) -> None:
        experts = [c for j, c in columns.items() if self.instance.experts[i, j]]
        if experts and "no_expert" in self.goals:
            found = self.column(1, no_expert=1)
            self.rows.append(Row({**dict.fromkeys(experts, 1), found: -1}, 0, None))

    def _jurors(self) -> None:
        for juror, columns in zip(self.instance.jurors, self.by_juror, strict=True):
            load = dict.fromkeys(columns.values(), 1)
            self.rows.append(Row(load, None, juror.max))
            if juror.min and "below_min" in self.goals:
                lacking = self.column(juror.min, below_min=-1)
                self.rows.append(Row({**load, lacking: 1}, juror.min, None))
            if "spread" in self.goals:
                most = min(juror.max, len(load))
                steps = {self.column(1, spread=1 - 2 * rank): -1 for rank in range(1, most + 1)}
                self.rows.append(Row({**load, **steps}, 0, 0))


def worst_bound(instance: Instance) -> int:
    """No file can have more than its best jurors, the institutions' cap respected."""
    needed = [(i, file.demand) for i, file in enumerate(instance.files) if file.demand]
    totals = [_best_total(instance, i, demand) for i, demand in needed]
    return min(totals, default=0)


def _best_total(instance: Instance, i: int, demand: int) -> int:
    total, taken, used = 0, 0, dict[str, int]()
    ranked = sorted(range(len(instance.jurors)), key=lambda j: -int(instance.affinity[i, j]))
    for j in ranked:
        house = instance.jurors[j].institution
        full = house is not None and used.get(house, 0) == instance.institution_cap
        if taken < demand and instance.allowed[i, j] and not full:
            taken += 1
            total += int(instance.affinity[i, j])
            if house is not None:
                used[house] = used.get(house, 0) + 1
    return total


class _Floor:
    """The total that no file may fall below, written for the files at risk only."""

    def __init__(self, instance: Instance, draft: _Draft) -> None:
        files = zip(instance.files, draft.worths, strict=True)
        self.worths = [worths for file, worths in files if file.demand]
        self.at_risk: list[int] = []
        self.height = 0

    def best(self, program: Program, goal: dict[int, int]) -> Proven | None:
        """The best values above the floor, or None when no assignment stands above it."""
        while True:
            found = maximise(program.with_rows(*self.rows()), goal)
            below = [] if found is None else self._below(found.values)
            if not below:
                return found and Proven(found.value, found.values, program)
            self.at_risk += below

    def rows(self) -> list[Row]:
        """The floor, for the files at risk."""
        return [Row(self.worths[place], self.height, None) for place in sorted(self.at_risk)]

    def totals(self, values: tuple[int, ...]) -> list[int]:
        """What each file gets."""
        return [sum(w for column, w in each.items() if values[column]) for each in self.worths]

    def _below(self, values: tuple[int, ...]) -> list[int]:
        return [at for at, total in enumerate(self.totals(values)) if total < self.height]

    def raised(self, program: Program, affinity: dict[int, int], top: int) -> Proven | None:
        """Raise the floor as high as it goes, by bisection under a proven bound."""
        best = self.best(program, affinity)
        if best is None or not self.worths:
            return best
        low = min(self.totals(best.values))
        self.height = top
        while low < top:
            self.at_risk = []
            found = self.best(program, affinity)
            if found is None:
                top = self.height - 1
            else:
                best, low = found, min(self.totals(found.values))
            self.height = (low + top + 1) // 2
        self.height = low
        self.at_risk = self._below_or_at(best.values)
        return best

    def _below_or_at(self, values: tuple[int, ...]) -> list[int]:
        return [at for at, total in enumerate(self.totals(values)) if total <= self.height]

    def bound(self, program: Program) -> int:
        """No floor stands higher: the relaxation's prices, recomputed in integers, prove it."""
        if not self.worths:
            return 0
        column = len(program.lower)
        upper = max((sum(each.values()) for each in self.worths), default=0)
        rows = [Row({**each, column: -1}, 0, None) for each in self.worths]
        wider = Program((*program.lower, 0), (*program.upper, upper), (*program.rows, *rows))
        dual = relax(wider, {column: 1})
        return upper if dual is None else priced(wider, {column: 1}, dual.rows).bound >> PRICE_GRAIN


def assigned(instance: Instance) -> dict[str, list[str]] | None:
    """The best assignment, level by level, or None when there is none."""
    draft = _Draft(instance)
    floor = _Floor(instance, draft)
    program = Program((0,) * len(draft.upper), tuple(draft.upper), tuple(draft.rows))
    values: tuple[int, ...] = program.lower
    for level in instance.order:
        if level == "maxmin":
            top = min(worst_bound(instance), floor.bound(program))
            found = floor.raised(program, draft.affinity, top)
        else:
            found = floor.best(program, _told_apart(draft, level))
        if found is None:
            return None
        values = found.values
        if level != "maxmin":
            program = _frozen(program, draft.goals[level], worth(draft.goals[level], values))
    read: dict[str, list[str]] = {file.id: [] for file in instance.files}
    for (i, j), value in zip(draft.pairs, values, strict=False):
        if value:
            read[instance.files[i].id].append(instance.jurors[j].id)
    return read


def _told_apart(draft: _Draft, level: str) -> dict[int, int]:
    """A level, and far below it the affinity: it changes no optimum, and leaves few of them.

    One unit of the level outweighs any difference of affinity, so the order is exact; without it
    thousands of assignments would look alike to the relaxation.
    """
    goal = draft.goals[level]
    if level == "affinity":
        return goal
    unit = 1 + sum(max(each.values(), default=0) * len(each) for each in draft.worths)
    return {
        column: unit * goal.get(column, 0) + draft.affinity.get(column, 0)
        for column in sorted(goal.keys() | draft.affinity.keys())
    }


def _frozen(program: Program, goal: dict[int, int], value: int) -> Program:
    """Only the assignments that reach this value; a fault that can be nil is simply forbidden."""
    if value == 0 and all(factor <= 0 for factor in goal.values()):
        return program.within({}, {column: 0 for column, factor in goal.items() if factor})
    return program.with_rows(Row(goal, value, None))
