"""The integer programme of a selection: interchangeable files gathered, rules as rows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from cordee.selection.solvers.program import Program, Row
from cordee.selection.solvers.select.evaluate import evaluate
from cordee.selection.solvers.select.instance import Instance, Rule

Signature = tuple[bool, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """Files that nothing tells apart: same merit, same priority, same rules.

    `members` come in the order of the lottery; only `room` of them can win together.
    """

    merit: int
    signature: Signature
    members: tuple[str, ...]
    room: int


@dataclass(frozen=True, slots=True)
class Goal:
    """One level to maximise; `value / scale` is what people read, `best` what cannot be beaten."""

    level: str
    objective: Mapping[int, int]
    scale: int
    best: int | None = None


@dataclass(frozen=True)
class Model:
    """Columns: one count per group, then the shortages and excesses of the advisory rules."""

    instance: Instance
    groups: tuple[Group, ...]
    program: Program
    goals: tuple[Goal, ...]
    row_names: tuple[str, ...]

    def column(self, candidate: str) -> int:
        """The column of a candidate's group."""
        return next(c for c, group in enumerate(self.groups) if candidate in group.members)

    def hopes(self, selected: Collection[str]) -> dict[str, int]:
        """What a set reaches on each additive goal: no set with one more condition does better."""
        levels = evaluate(self.instance, selected).levels
        violation = levels.get("violation")
        faults = dict(zip(self.instance.soft_levels, violation or (), strict=False))  # type: ignore[call-overload] # a level of several values
        reached = {f"violation:{level}": -value for level, value in faults.items()}
        reached.update((key, levels[key]) for key in ("count", "priority") if key in levels)
        return {g.level: int(reached[g.level] * g.scale) for g in self.goals if g.level in reached}

    def chosen(self, values: tuple[int, ...]) -> tuple[str, ...]:
        """The laureates, sorted: in each group, the first of the lottery."""
        pairs = zip(self.groups, values, strict=False)
        return tuple(sorted(each for group, value in pairs for each in group.members[:value]))


def build(instance: Instance, *, forced: str | None = None, apart: bool = False) -> Model:
    """The programme of an instance, with one file forced in; `apart` gathers nobody."""
    instance = _tamed(instance)
    apart = apart or bool(instance.budgets)  # each file has an amount of its own
    groups = _groups(instance, forced, apart=apart)
    draft = _Draft(instance, groups, forced)
    return Model(
        instance=instance,
        groups=groups,
        program=Program(tuple(draft.lower), tuple(draft.upper), tuple(draft.rows)),
        goals=tuple(draft.goals),
        row_names=tuple(draft.names),
    )


def _tamed(instance: Instance) -> Instance:
    """The same call in small numbers: beyond the number of files, bounds tell no sets apart."""
    size = len(instance.pool)
    if instance.k_max <= size and all(rule.low <= size for rule in instance.rules):
        return instance
    return replace(
        instance,
        k_min=min(instance.k_min, size + 1),
        k_max=min(instance.k_max, size + 1),
        rules=tuple(replace(rule, low=min(rule.low, size + 1)) for rule in instance.rules),
    )


def skeleton(instance: Instance) -> Program:
    """Only what can make a call impossible: seats, hard rules, exclusions; merits forgotten."""
    flat = Instance(
        seed=instance.seed,
        k_min=instance.k_min,
        k_max=instance.k_max,
        order=("lottery",),
        candidates=tuple(
            replace(each, name=each.id, priority=False, merit=None, final=Fraction(0))
            for each in instance.candidates
        ),
        rules=tuple(rule for rule in instance.rules if rule.hard),
        at_most_one=instance.at_most_one,
        budgets=instance.budgets,
    )
    return build(flat).program


def _groups(instance: Instance, forced: str | None, *, apart: bool) -> tuple[Group, ...]:
    """Groups by signature then merit; where merit counts, the weakest without a chance leave.

    Within one signature a better file can always take the place of a worse one, so at most `room`
    of the best may win; groups beyond that are left out (never the one that is forced in).
    """
    scale = merit_scale(instance)
    gathered: dict[tuple[Signature, int, str], list[str]] = {}
    for signature, candidate in zip(_signatures(instance), instance.pool, strict=True):
        alone = candidate.id if apart or candidate.id == forced else ""
        key = (signature, -int(candidate.final * scale), alone)
        gathered.setdefault(key, []).append(candidate.id)
    found: list[Group] = []
    better: dict[Signature, int] = {}
    for (signature, points, _), members in sorted(gathered.items()):
        left = room = _room(instance, signature)
        if "merit" in instance.order and not apart:
            left = max(0, room - better.get(signature, 0))
            better[signature] = better.get(signature, 0) + len(members)
        if forced in members:
            left = 1
        if left:
            found.append(Group(-points, signature, tuple(members), min(left, len(members))))
    return tuple(found)


def merit_scale(instance: Instance) -> int:
    """The common denominator of the final merits."""
    return lcm(*{candidate.final.denominator for candidate in instance.pool})


def _signatures(instance: Instance) -> list[Signature]:
    """For each candidate of the pool: priority, rules by index, exclusive sets by index."""
    rules = instance.rules if "violation" in instance.order else _hard(instance)
    inside: dict[str, list[int]] = {candidate.id: [] for candidate in instance.pool}
    among: dict[str, list[int]] = {candidate.id: [] for candidate in instance.pool}
    for index, rule in enumerate(rules):
        for each in instance.members(rule):
            inside[each].append(index)
    for index, (_, members) in enumerate(instance.at_most_one):
        for each in members & among.keys():
            among[each].append(index)
    tell = "priority" in instance.order
    return [
        (each.priority and tell, tuple(inside[each.id]), tuple(among[each.id]))
        for each in instance.pool
    ]


def _hard(instance: Instance) -> tuple[Rule, ...]:
    return tuple(rule for rule in instance.rules if rule.hard)


def _room(instance: Instance, signature: Signature) -> int:
    rules = instance.rules if "violation" in instance.order else _hard(instance)
    limits = [instance.k_max, *([1] if signature[2] else [])]
    for index in signature[1]:
        rule = rules[index]
        if rule.hard and rule.high is not None:
            limits.append(rule.high)
    return min(limits)


class _Draft:
    """Columns, rows and goals while they are written."""

    def __init__(self, instance: Instance, groups: tuple[Group, ...], forced: str | None) -> None:
        self.instance, self.groups = instance, groups
        self.lower = [int(forced in group.members) for group in groups]
        self.upper = [group.room for group in groups]
        self.rows: list[Row] = []
        self.names: list[str] = []
        self.slacks: dict[int, dict[int, Fraction]] = {level: {} for level in instance.soft_levels}
        everybody = dict.fromkeys(range(len(groups)), 1)
        self._row("count", everybody, instance.k_min, instance.k_max)
        self._state_rules()
        for place, (key, _) in enumerate(instance.at_most_one):
            inside = {c: 1 for c, group in enumerate(groups) if place in group.signature[2]}
            self._row(key, inside, None, 1)
        self._state_budgets()
        self.goals = [goal for level in instance.order for goal in self._goals(level)]

    def _row(self, key: str, terms: dict[int, int], low: int | None, high: int | None) -> None:
        self.rows.append(Row(terms, low, high))
        self.names.append(key)

    def _slack(self, rule: Rule, upper: int) -> int:
        self.lower.append(0)
        self.upper.append(upper)
        self.slacks[rule.level][len(self.upper) - 1] = rule.weight
        return len(self.upper) - 1

    def _state_rules(self) -> None:
        soft = "violation" in self.instance.order
        rules = self.instance.rules if soft else _hard(self.instance)
        inside: list[dict[int, int]] = [{} for _ in rules]
        for column, group in enumerate(self.groups):
            for index in group.signature[1]:
                inside[index][column] = 1
        for rule, terms in zip(rules, inside, strict=True):
            if rule.hard:
                self._row(rule.id, terms, rule.low or None, rule.high)
            else:
                self._state_soft(rule, terms)

    def _state_budgets(self) -> None:
        """Amounts in integers, by their common denominator; a group is one file here."""
        for budget in self.instance.budgets:
            known = [*budget.amounts.values(), budget.low or 0, budget.high or 0]
            scale = lcm(*(Fraction(value).denominator for value in known))
            terms = {
                column: int(amount * scale)
                for column, group in enumerate(self.groups)
                if (amount := budget.amounts.get(group.members[0]))
            }
            low = None if budget.low is None else int(budget.low * scale)
            high = None if budget.high is None else int(budget.high * scale)
            self._row(budget.id, terms, low, high)

    def _state_soft(self, rule: Rule, terms: dict[int, int]) -> None:
        if rule.low:
            self._row(rule.id, {**terms, self._slack(rule, rule.low): 1}, rule.low, None)
        if rule.high is not None:
            excess = self._slack(rule, len(self.instance.pool))
            self._row(rule.id, {**terms, excess: -1}, None, rule.high)

    def _goals(self, level: str) -> list[Goal]:
        everybody = range(len(self.groups))
        seats = min(self.instance.k_max, len(self.instance.pool))
        match level:
            case "violation":
                return [self._violation(each) for each in self.instance.soft_levels]
            case "count":
                return [Goal(level, dict.fromkeys(everybody, 1), 1, seats)]
            case "priority":
                terms = {c: 1 for c in everybody if self.groups[c].signature[0]}
                return [Goal(level, terms, 1)]
            case "merit":
                terms = {c: self.groups[c].merit for c in everybody}
                return [Goal(level, terms, merit_scale(self.instance))]
            case "worst":
                return [Goal(level, {}, merit_scale(self.instance))]
        return []

    def _violation(self, level: int) -> Goal:
        weights = self.slacks[level]
        scale = lcm(*(weight.denominator for weight in weights.values()))
        return Goal(
            f"violation:{level}", {c: -int(w * scale) for c, w in weights.items()}, scale, 0
        )
