"""The answer to a selection: laureates, levels, substitutes, waiting list, « and if X won? »."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cordee.selection.solvers.select.core import core
from cordee.selection.solvers.select.enumeration import BRIEF, Exhausted, Small
from cordee.selection.solvers.select.evaluate import Evaluation, comparable, evaluate, shown
from cordee.selection.solvers.select.instance import Instance
from cordee.selection.solvers.select.levels import settle
from cordee.selection.solvers.select.lottery import drawn
from cordee.selection.solvers.select.model import build

FORMAT = "cordee-select-result/1"
COUNTERFACTUALS_UP_TO = 60
REPLACEMENTS_UP_TO = 400


@dataclass(frozen=True, slots=True)
class Choice:
    """The set that the rules designate, recounted by the independent evaluator."""

    selected: tuple[str, ...]
    unique: bool
    evaluation: Evaluation


def choose(instance: Instance) -> Choice | None:
    """The one answer of an instance, or None when no set satisfies the hard rules.

    Small instances are searched whole; the others, and the intricate ones, are proven by prices.
    Both ways give the same set: the lottery leaves only one.
    """
    try:
        found = Small(instance).best()
    except Exhausted:
        return choose_by_prices(instance)
    if found is None:
        return None
    selected = found.sets[0]
    return Choice(selected, found.unique, checked(instance, selected))


def choose_by_prices(instance: Instance) -> Choice | None:
    """The same answer, whatever the size, from the integer programme."""
    model = build(instance)
    settled = settle(model)
    if settled is None:
        return None
    values, unique = drawn(model, settled)
    selected = model.chosen(values)
    return Choice(selected, unique, checked(instance, selected))


def checked(instance: Instance, selected: tuple[str, ...]) -> Evaluation:
    """Recount an answer; an answer that breaks a rule never leaves the house."""
    evaluation = evaluate(instance, selected)
    if evaluation.broken:
        raise AssertionError(f"the solver broke {evaluation.broken}")
    return evaluation


def losers(instance: Instance, selected: tuple[str, ...]) -> tuple[str, ...]:
    """Eligible files that were not chosen, in the order of the lottery."""
    return tuple(each.id for each in instance.pool if each.id not in set(selected))


def waiting_list(instance: Instance, selected: tuple[str, ...]) -> list[str]:
    """Eligible losers, best merit first, the lottery between equals."""
    order = losers(instance, selected)
    return sorted(order, key=lambda each: -instance.by_id[each].final)


def prepared(instance: Instance) -> Small | None:
    """The instance ready for the search of small ones, or None when it is not one."""
    try:
        return Small(instance, budget=BRIEF)
    except Exhausted:
        return None


def forced(
    instance: Instance, candidate: str, choice: Choice, small: Small | None = None
) -> tuple[str, ...] | None:
    """The best set holding a candidate, or None when no set holds it.

    On large calls any set with the best levels is given: the lottery is not drawn for it.
    """
    if small:
        with suppress(Exhausted):
            found = small.best(forced=candidate)
            return found.sets[0] if found else None
    model = build(instance, forced=candidate)
    settled = settle(model, hopes=model.hopes(choice.selected))
    return model.chosen(settled.values) if settled else None


def counterfactuals(instance: Instance, choice: Choice) -> dict[str, Evaluation | None]:
    """For each loser, what the best set holding it is worth."""
    small = prepared(instance)
    found = {
        loser: forced(instance, loser, choice, small)
        for loser in sorted(losers(instance, choice.selected))
    }
    return {
        loser: None if chosen is None else checked(instance, chosen)
        for loser, chosen in found.items()
    }


def replacements(instance: Instance, selected: tuple[str, ...]) -> dict[str, str | None]:
    """For each laureate, the best single substitute, every other laureate keeping its seat."""
    swap = _Swap(instance, selected)
    return {laureate: swap.best(laureate) for laureate in selected}


class _Swap:
    """Counts of the rules, kept so that one exchange costs only the rules it touches."""

    def __init__(self, instance: Instance, selected: tuple[str, ...]) -> None:
        self.instance, self.selected = instance, selected
        self.losers = losers(instance, selected)
        self.rules = instance.rules
        self.inside = {
            each.id: frozenset(i for i, rule in enumerate(self.rules) if rule.names(each))
            for each in instance.pool
        }
        self.sets = {
            each.id: frozenset(key for key, members in instance.at_most_one if each.id in members)
            for each in instance.pool
        }

    def best(self, laureate: str) -> str | None:
        """The substitute whose levels are best, the first of the lottery between equals."""
        others = [each for each in self.selected if each != laureate]
        taken = frozenset[str]().union(*(self.sets[each] for each in others))
        counts = [sum(i in self.inside[each] for each in others) for i in range(len(self.rules))]
        found, best = None, None
        for loser in self.losers:
            kept = (*others, loser)
            if self.sets[loser] & taken or not self._allowed(loser, counts):
                continue
            if not all(budget.holds(kept) for budget in self.instance.budgets):
                continue
            value = self._value(loser, others, counts)
            if best is None or value > best:
                found, best = loser, value
        return found

    def _allowed(self, loser: str, counts: list[int]) -> bool:
        for index, rule in enumerate(self.rules):
            if rule.hard:
                count = counts[index] + (index in self.inside[loser])
                if count < rule.low or (rule.high is not None and count > rule.high):
                    return False
        return True

    def _value(self, loser: str, others: list[str], counts: list[int]) -> tuple[Any, ...]:
        by_id = self.instance.by_id
        candidate = by_id[loser]
        worst = min((by_id[each].final for each in others), default=candidate.final)
        levels = {
            "violation": self._violation(loser, counts),
            "count": 0,
            "priority": int(candidate.priority),
            "merit": candidate.final,
            "worst": min(worst, candidate.final),
        }
        return comparable(levels, self.instance.order)

    def _violation(self, loser: str, counts: list[int]) -> list[Fraction]:
        totals = dict.fromkeys(self.instance.soft_levels, Fraction(0))
        for index, rule in enumerate(self.rules):
            if not rule.hard:
                count = counts[index] + (index in self.inside[loser])
                excess = 0 if rule.high is None else max(0, count - rule.high)
                totals[rule.level] += rule.weight * (max(0, rule.low - count) + excess)
        return list(totals.values())


def answer(instance: Instance, *, everything: bool = False) -> dict[str, Any]:
    """The whole `cordee-select-result/1`; `everything` computes what is optional on large calls."""
    size = len(instance.candidates)
    choice = choose(instance)
    known = {
        "format": FORMAT,
        "merit": {e.id: str(e.final) for e in instance.candidates if e.merit is not None},
        "excluded": {e.id: e.excluded for e in instance.candidates if e.excluded},
    }
    if choice is None:
        return {**known, "status": "infeasible", "core": list(core(instance))}
    told = {
        "status": "optimal",
        "selected": list(choice.selected),
        "unique": choice.unique,
        "levels": shown(choice.evaluation.levels),
        "waiting_list": waiting_list(instance, choice.selected),
    }
    if everything or size <= REPLACEMENTS_UP_TO:
        told["replacements"] = replacements(instance, choice.selected)
    if everything or size <= COUNTERFACTUALS_UP_TO:
        told["counterfactual"] = dict(_told(counterfactuals(instance, choice)))
    return {**known, **told}


def _told(found: Mapping[str, Evaluation | None]) -> Iterator[tuple[str, dict[str, Any]]]:
    for loser, evaluation in found.items():
        levels = shown(evaluation.levels) if evaluation else None
        yield loser, {"feasible": evaluation is not None, "levels": levels}
