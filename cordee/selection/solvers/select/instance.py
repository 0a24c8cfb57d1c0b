"""A selection to solve: the call's frozen rules and the files' frozen merits, as typed values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from hashlib import sha256

LEVELS = ("violation", "count", "priority", "merit", "worst", "lottery")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file: `merit` before bonus (None when nobody marked it), `final` with the bonus."""

    id: str
    name: str
    attrs: Mapping[str, frozenset[object]]
    priority: bool
    merit: Fraction | None
    final: Fraction
    excluded: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A balance rule: between `low` and `high` laureates among those it names."""

    id: str
    attr: str
    values: frozenset[object]
    low: int
    high: int | None
    hard: bool
    level: int
    weight: Fraction

    def names(self, candidate: Candidate) -> bool:
        """Whether the candidate belongs to this rule: one of its values is enough."""
        return not self.values.isdisjoint(candidate.attrs.get(self.attr, frozenset()))


@dataclass(frozen=True, slots=True)
class Budget:
    """An envelope: the amounts of the laureates add up to between `low` and `high`.

    Amounts may be negative: « at least 30 % of the money to small ones » is a sum of at least zero.
    """

    id: str
    amounts: Mapping[str, Fraction]
    low: Fraction | None
    high: Fraction | None

    def holds(self, chosen: Iterable[str]) -> bool:
        """Whether a set keeps within it."""
        total = sum((self.amounts.get(each, Fraction(0)) for each in chosen), Fraction(0))
        over = self.high is not None and total > self.high
        return not over and (self.low is None or total >= self.low)


@dataclass(frozen=True)
class Instance:
    """Everything a selection depends on; candidates and rules sorted by id."""

    seed: str
    k_min: int
    k_max: int
    order: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    rules: tuple[Rule, ...] = ()
    at_most_one: tuple[tuple[str, frozenset[str]], ...] = ()  # (name in a core, members)
    budgets: tuple[Budget, ...] = ()
    lot: tuple[str, ...] = ()  # files that settle ties before the draw, the first one first

    @cached_property
    def by_id(self) -> dict[str, Candidate]:
        """Every candidate, excluded or not."""
        return {candidate.id: candidate for candidate in self.candidates}

    @cached_property
    def pool(self) -> tuple[Candidate, ...]:
        """Those who may be chosen, in the order of the public lottery."""
        pool = [candidate for candidate in self.candidates if candidate.excluded is None]
        return tuple(sorted(pool, key=lambda candidate: self.rank(candidate.id)))

    @cached_property
    def soft_levels(self) -> tuple[int, ...]:
        """The distinct levels of the advisory rules, most important first."""
        return tuple(sorted({rule.level for rule in self.rules if not rule.hard}))

    @cached_property
    def before_the_draw(self) -> dict[str, str]:
        """The place of the files whose ties a rule settles: « 00003 », before any draw."""
        return {each: f"{place:09}" for place, each in enumerate(self.lot)}

    def rank(self, candidate_id: str) -> tuple[str, str]:
        """Place in the public lottery: sha256(seed|id), hexadecimal, smallest first.

        A rule of the call may settle ties first (`lot`); whoever it names goes before the draw.
        """
        if place := self.before_the_draw.get(candidate_id):
            return (f" {place}", candidate_id)
        return (sha256(f"{self.seed}|{candidate_id}".encode()).hexdigest(), candidate_id)

    def members(self, rule: Rule) -> frozenset[str]:
        """Ids of the eligible candidates that a rule names."""
        held = (self.holders.get((rule.attr, value), ()) for value in rule.values)
        return frozenset(each for ids in held for each in ids)

    @cached_property
    def holders(self) -> dict[tuple[str, object], list[str]]:
        """Ids of the eligible candidates by attribute and value."""
        found: dict[tuple[str, object], list[str]] = {}
        for candidate in self.pool:
            for attr, values in candidate.attrs.items():
                for value in values:
                    found.setdefault((attr, value), []).append(candidate.id)
        return found

    def constraints(self) -> tuple[str, ...]:
        """Names of what can make a call impossible: the seats, the hard rules, the exclusions."""
        hard = tuple(rule.id for rule in self.rules if rule.hard)
        money = tuple(budget.id for budget in self.budgets)
        return ("count", *hard, *money, *(key for key, _ in self.at_most_one))

    def keeping(self, constraints: frozenset[str]) -> "Instance":
        """The same call with only these constraints (the others dropped)."""
        count = "count" in constraints
        return replace(
            self,
            k_min=self.k_min if count else 0,
            k_max=self.k_max if count else len(self.candidates),
            rules=tuple(rule for rule in self.rules if not rule.hard or rule.id in constraints),
            at_most_one=tuple(pair for pair in self.at_most_one if pair[0] in constraints),
            budgets=tuple(each for each in self.budgets if each.id in constraints),
        )
