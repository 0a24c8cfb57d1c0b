"""An assignment as an integer programme, for what no flow can say: the worst-off file, crossings.

« maxmin » is NP-hard; its rows are written for every file, and the relaxation carries most of it.
"""

from cordee.selection.solvers.assign.instance import Instance
from cordee.selection.solvers.assign.network import capped
from cordee.selection.solvers.program import Program, Row, maximise


class _Draft:
    """Columns and rows while they are written; one column per allowed pair comes first."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.upper: list[int] = []
        self.rows: list[Row] = []
        self.goals: dict[str, dict[int, int]] = {level: {} for level in instance.order}
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
        for level, worth in goals.items():
            if level in self.goals:
                self.goals[level][len(self.upper) - 1] = worth
        return len(self.upper) - 1

    def _files(self) -> None:
        worst = self._worst() if "maxmin" in self.goals else None
        for i, file in enumerate(self.instance.files):
            columns = self.by_file[i]
            missing = self.column(file.demand, shortfall=-1)
            everyone = dict.fromkeys(columns.values(), 1)
            self.rows.append(Row({**everyone, missing: 1}, file.demand, file.demand))
            self._institutions(columns)
            if file.demand:
                self._expert(i, columns)
            worths = {c: int(self.instance.affinity[i, j]) for j, c in columns.items()}
            if "affinity" in self.goals:
                self.goals["affinity"].update(worths)
            if worst is not None and file.demand:
                self.rows.append(Row({**worths, worst: -1}, 0, None))

    def _worst(self) -> int:
        """The total of the worst-off file: at most the best that each file could have alone."""
        return self.column(worst_bound(self.instance), maxmin=1)

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


def assigned(instance: Instance) -> dict[str, list[str]] | None:
    """The best assignment, level by level, or None when there is none."""
    draft = _Draft(instance)
    program = Program((0,) * len(draft.upper), tuple(draft.upper), tuple(draft.rows))
    values: tuple[int, ...] | None = None
    for level in instance.order:
        found = maximise(program, draft.goals[level])
        if found is None:
            return None
        values = found.values
        program = found.program.with_rows(Row(draft.goals[level], found.value, found.value))
    values = values or (0,) * len(draft.upper)
    read: dict[str, list[str]] = {file.id: [] for file in instance.files}
    for (i, j), value in zip(draft.pairs, values, strict=False):
        if value:
            read[instance.files[i].id].append(instance.jurors[j].id)
    return read
