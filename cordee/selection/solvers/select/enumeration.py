"""Small selections by exhaustive search, in pure Python: no solver to load, about a millisecond.

Files are looked at in the order of their merit less the prices of their rules; any integer prices
give a true bound, so a branch is left only when it provably cannot do better. Rules are counted in
lanes of one large integer: one addition and one mask check them all. Past its budget of nodes the
search gives up and the integer programme takes over; both give the same answer, by definition.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import lcm

from cordee.selection.solvers.select.instance import Candidate, Instance, Rule

MOST_FILES = 64
BUDGET = 8_000
BRIEF = 1_500  # when the question is asked for every loser
LANE = 10  # bits for one rule: counts below 512, and a guard
GUARD = 1 << (LANE - 1)
ROUNDS = 40

Key = tuple[tuple[int, ...], int, int, int]  # violations, sum, lowest merit, lottery: greater wins


class Exhausted(Exception):
    """The budget of nodes is spent, or the order of levels is not one this search knows."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One rule or exclusive set: bounds on a count, and what breaking it costs when advisory."""

    low: int
    high: int
    hard: bool
    level: int = 0
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """Best sets, best first, and whether another set reaches the levels of the first."""

    sets: tuple[tuple[str, ...], ...]
    unique: bool


@dataclass(frozen=True, slots=True)
class Table:
    """An instance as integers; files by rank in the lottery."""

    instance: Instance
    ids: tuple[str, ...]
    worth: tuple[int, ...]  # additive levels in one exact integer, the first outweighing the rest
    merits: tuple[int, ...]
    limits: tuple[Limit, ...]
    inside: tuple[tuple[int, ...], ...]  # the limits that each file counts in


class Small:
    """A small instance ready to be searched; raises `Exhausted` when it is not one."""

    def __init__(
        self, instance: Instance, *, budget: int = BUDGET, prices: Sequence[int] | None = None
    ) -> None:
        self.table = tabled(instance)
        known = prices is not None and len(prices) == len(self.table.limits)
        self.prices = list(prices or ()) if known else learnt(self.table)
        self.budget = budget

    def best(
        self, *, forced: str | None = None, most: int = 1, budget: int | None = None
    ) -> Found | None:
        """The best sets (holding one file if asked), or None when no set satisfies the hard rules.

        Raises `Exhausted` when the budget of nodes is spent before the proof.
        """
        kept, limits = self.prices, self.table.limits
        most_nodes = budget or self.budget
        if not all(limit.hard for limit in limits):
            strict = _Search(self.table, kept, forced, most, strict=True)
            strict.run(most_nodes)
            if strict.full:
                return strict.found()
            kept = [price if each.hard else 0 for price, each in zip(kept, limits, strict=True)]
        search = _Search(self.table, kept, forced, most, strict=False)
        search.run(most_nodes)
        return search.found()

    def possible(self, *, forced: str | None = None) -> bool:
        """Whether any set at all (holding one file, if asked) satisfies the hard rules."""
        search = _Search(self.table, [0] * len(self.prices), forced, 1, strict=False)
        search.first = True
        search.run(self.budget)
        return bool(search.keys)


def tabled(instance: Instance) -> Table:
    """Reduce an instance to integers; raises `Exhausted` when it does not fit."""
    pool, order = instance.pool, instance.order[:-1]
    soft = any(not rule.hard for rule in instance.rules) and "violation" in order
    if (
        len(pool) > MOST_FILES
        or instance.budgets
        or (soft and order[0] != "violation")
        or ("worst" in order and order[-1] != "worst")
    ):
        raise Exhausted
    scale = lcm(*{each.final.denominator for each in pool})
    merits = tuple(int(each.final * scale) for each in pool)
    limits, inside = _limits(instance, soft=soft)
    return Table(
        instance=instance,
        ids=tuple(each.id for each in pool),
        worth=_worths(instance, merits),
        merits=merits,
        limits=limits,
        inside=inside,
    )


def _worths(instance: Instance, merits: tuple[int, ...]) -> tuple[int, ...]:
    """Each file's part of every additive level, in digits that can never carry over."""
    total, unit = [0] * len(merits), 1
    for level in reversed(instance.order):
        values = _values(level, instance.pool, merits)
        if values:
            total = [sum_ + unit * value for sum_, value in zip(total, values, strict=True)]
            unit *= 2 * instance.k_max * max(1, *map(abs, values)) + 1
    return tuple(total)


def _values(level: str, pool: tuple[Candidate, ...], merits: tuple[int, ...]) -> tuple[int, ...]:
    match level:
        case "count":
            return (1,) * len(pool)
        case "priority":
            return tuple(int(each.priority) for each in pool)
        case "merit":
            return merits
    return ()


def _limits(
    instance: Instance, *, soft: bool
) -> tuple[tuple[Limit, ...], tuple[tuple[int, ...], ...]]:
    rules = [rule for rule in instance.rules if rule.hard or (soft and rule.weight)]
    limits = [*map(_limit, rules, _weights(rules))]
    limits += [Limit(low=0, high=1, hard=True) for _ in instance.at_most_one]
    inside: list[list[int]] = [[] for _ in instance.pool]
    for place, candidate in enumerate(instance.pool):
        inside[place] += [i for i, rule in enumerate(rules) if rule.names(candidate)]
        inside[place] += [
            len(rules) + i
            for i, (_, members) in enumerate(instance.at_most_one)
            if candidate.id in members
        ]
    return tuple(limits), tuple(map(tuple, inside))


def _limit(rule: Rule, weight: int) -> Limit:
    high = GUARD - 1 if rule.high is None else min(rule.high, GUARD - 1)
    return Limit(min(rule.low, GUARD - 1), high, rule.hard, rule.level, weight)


def _weights(rules: Sequence[Rule]) -> list[int]:
    """Weights as integers: a common scale changes no comparison."""
    scale = lcm(*(rule.weight.denominator for rule in rules))
    return [int(rule.weight * scale) for rule in rules]


def learnt(table: Table) -> list[int]:
    """Prices of the limits, by a few rounds of supply and demand (subgradient), in integers."""
    prices = [0] * len(table.limits)
    best, bound = prices, None
    step = 2 * max(1, (max(table.merits, default=0) - min(table.merits, default=0)) // 2)
    for _ in range(ROUNDS if prices else 0):
        reduced = _reduced(table, prices)
        top = sorted(range(len(reduced)), key=lambda j: (-reduced[j], j))[: table.instance.k_max]
        chosen = [j for j in top if reduced[j] > 0]
        value = sum(reduced[j] for j in chosen) + _constant(table, prices)
        if bound is None or value < bound:
            best, bound = prices, value
        prices = _moved(table, prices, chosen, step)
        step = max(1, step * 9 // 10)
    return best


def _reduced(table: Table, prices: Sequence[int]) -> list[int]:
    pairs = zip(table.worth, table.inside, strict=True)
    return [worth - sum(prices[i] for i in inside) for worth, inside in pairs]


def _constant(table: Table, prices: Sequence[int]) -> int:
    pairs = zip(prices, table.limits, strict=True)
    return sum(price * (limit.high if price > 0 else limit.low) for price, limit in pairs)


def _moved(table: Table, prices: Sequence[int], chosen: Collection[int], step: int) -> list[int]:
    """Dearer where too many want in, cheaper where too few do; never across zero at once."""
    counts = [0] * len(prices)
    for j in chosen:
        for i in table.inside[j]:
            counts[i] += 1
    moved = []
    for price, count, limit in zip(prices, counts, table.limits, strict=True):
        if price > 0 or (price == 0 and count > limit.high):
            moved.append(max(0, price + step * (count - limit.high)))
        elif price < 0 or count < limit.low:
            moved.append(min(0, price + step * (count - limit.low)))
        else:
            moved.append(0)
    return moved


class _Search:
    """The depth-first search; `strict` treats the advisory rules as rules to hold."""

    def __init__(
        self, table: Table, prices: Sequence[int], forced: str | None, most: int, *, strict: bool
    ) -> None:
        reduced = _reduced(table, prices)
        self.table, self.most, self.nodes, self.budget = table, most, 0, 0
        self.constant = _constant(table, prices)
        start = table.ids.index(forced) if forced is not None else -1
        others = [j for j in range(len(reduced)) if j != start]
        self.order = sorted(others, key=lambda j: (-reduced[j], j))
        self.start, self.reduced = start, reduced
        self.lanes = [sum(1 << (LANE * i) for i in inside) for inside in table.inside]
        self.sums = [0]
        for j in self.order:
            self.sums.append(self.sums[-1] + max(0, reduced[j]))
        self.open = [0]
        for j in reversed(self.order):
            self.open.append(self.open[-1] + self.lanes[j])
        self.open.reverse()
        held = [limit.hard or strict for limit in table.limits]
        self.guards = _lanes(GUARD if each else 0 for each in held)
        self.over = _lanes(GUARD - 1 - limit.high for limit in table.limits)
        self.under = _lanes(GUARD - limit.low for limit in table.limits)
        self.soft = [] if strict else [i for i, each in enumerate(held) if not each]
        self.levels = table.instance.soft_levels if self.soft else ()
        self.keys: list[tuple[Key, tuple[int, ...]]] = []
        self.tied = 0
        self.first = False  # stop at the first set that holds
        self.worst = "worst" in table.instance.order

    @property
    def full(self) -> bool:
        """Whether as many sets were found as asked: none of them breaks an advisory rule."""
        return len(self.keys) >= self.most

    def found(self) -> Found | None:
        """What was found, best first."""
        ids = self.table.ids
        sets = tuple(tuple(sorted(ids[j] for j in chosen)) for _, chosen in self.keys)
        return Found(sets, self.tied <= 1) if sets else None

    def run(self, budget: int) -> None:
        """Search from the file that is forced in, or from nobody."""
        self.budget = budget
        seats = self.table.instance.k_max
        if self.start < 0:
            self._keep((), 0, 0)
            self._explore(0, seats, 0, self.constant, 0, ())
        elif seats:
            j, lanes = self.start, self.lanes[self.start]
            if not (lanes + self.over) & self.guards:
                self._keep((j,), lanes, self.table.worth[j])
                value = self.constant + self.reduced[j]
                self._explore(0, seats - 1, lanes, value, self.table.worth[j], (j,))

    def _explore(  # noqa: PLR0917 - the state of the search, passed quickly
        self, place: int, seats: int, counts: int, value: int, worth: int, chosen: tuple[int, ...]
    ) -> None:
        """Try each next file; a file already passed over is never taken back."""
        self.nodes += 1
        if self.nodes > self.budget:
            raise Exhausted
        if not seats or (self.first and self.keys):
            return
        order, sums, last = self.order, self.sums, len(self.order)
        guards, over, under = self.guards, self.over, self.under
        needed = self.table.instance.k_min - len(chosen)
        for at in range(place, last):
            if last - at < needed:
                return
            if (counts + self.open[at] + under) & guards != guards:
                return
            bound = value + sums[min(at + seats, last)] - sums[at]
            if self.keys and self._hopeless(bound, at, seats, counts, chosen):
                return
            j = order[at]
            more = counts + self.lanes[j]
            if (more + over) & guards:
                continue
            added = worth + self.table.worth[j]
            taken = (*chosen, j)
            self._keep(taken, more, added)
            self._explore(at + 1, seats - 1, more, value + self.reduced[j], added, taken)

    def _hopeless(
        self, bound: int, at: int, seats: int, counts: int, chosen: tuple[int, ...]
    ) -> bool:
        """Whether no set from here on can enter the list of the best."""
        if len(self.keys) < self.most:
            return False
        faults, worth, _, lots = self.keys[-1][0]
        if self.soft:
            least = self._faults(counts, self.open[at], seats)
            if least != faults:
                return least < faults
        if bound != worth:
            return bound < worth
        if self.worst or self.tied < 2 or self.most > 1:  # noqa: PLR2004 - one other set is enough
            return False
        reach = sum(self._lot(j) for j in (*chosen, *self.order[at:]))
        return reach < lots

    def _lot(self, j: int) -> int:
        return 1 << (len(self.table.ids) - 1 - j)

    def _faults(self, counts: int, coming: int, seats: int) -> tuple[int, ...]:
        """The least violation of each level from here on, negated (greater is better)."""
        totals = dict.fromkeys(self.levels, 0)
        for i in self.soft:
            limit = self.table.limits[i]
            count = counts >> (LANE * i) & (2 * GUARD - 1)
            room = min(seats, coming >> (LANE * i) & (2 * GUARD - 1))
            broken = max(0, limit.low - count - room) + max(0, count - limit.high)
            totals[limit.level] -= limit.weight * broken
        return tuple(totals.values())

    def _keep(self, chosen: tuple[int, ...], counts: int, worth: int) -> None:
        """Note a whole set, if it holds, among the best."""
        if len(chosen) < self.table.instance.k_min:
            return
        if (counts + self.under) & self.guards != self.guards:
            return
        faults = self._faults(counts, 0, 0) if self.soft else ()
        merits = [self.table.merits[j] for j in chosen]
        lowest = min(merits, default=-(1 << 200)) if self.worst else 0
        key = (faults, worth, lowest, sum(map(self._lot, chosen)))
        if not self.keys or key[:3] > self.keys[0][0][:3]:
            self.tied = 1
        elif key[:3] == self.keys[0][0][:3]:
            self.tied += 1
        if len(self.keys) < self.most or key > self.keys[-1][0]:
            self.keys.append((key, chosen))
            self.keys.sort(reverse=True)
            del self.keys[self.most :]


def _lanes(values: Iterable[int]) -> int:
    return sum(value << (LANE * i) for i, value in enumerate(values))
