"""Why not X: what it would have cost, who would have left, which rules stood in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cordee.selection.solvers.select.answer import Choice, choose, forced, prepared
from cordee.selection.solvers.select.core import smallest
from cordee.selection.solvers.select.enumeration import Small
from cordee.selection.solvers.select.evaluate import evaluate
from cordee.selection.solvers.select.instance import Instance


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The best set holding one candidate, against the best set.

    `losses` names, level by level, what would be worse (positive) or better (negative); `core` is
    the smallest bundle of constraints that forbids the candidate, when no set may hold it.
    """

    candidate: str
    excluded: str | None
    selected: tuple[str, ...] | None
    losses: Mapping[str, Fraction]
    joins: tuple[str, ...]
    leaves: tuple[str, ...]
    core: tuple[str, ...]


def why_not(
    instance: Instance, choice: Choice, candidate: str, small: Small | None = None
) -> WhyNot:
    """Everything to answer a candidate that was not chosen."""
    excluded = instance.by_id[candidate].excluded
    if excluded:
        return WhyNot(candidate, excluded, None, {}, (), (), ())
    chosen = forced(instance, candidate, choice, small)
    if chosen is None:
        core = smallest(instance, instance.constraints(), holding=candidate)
        return WhyNot(candidate, None, None, {}, (), (), core)
    before, after = set(choice.selected), set(chosen)
    return WhyNot(
        candidate=candidate,
        excluded=None,
        selected=chosen,
        losses=_losses(instance, choice, chosen),
        joins=tuple(sorted(after - before - {candidate})),
        leaves=tuple(sorted(before - after)),
        core=(),
    )


def _losses(instance: Instance, choice: Choice, chosen: tuple[str, ...]) -> dict[str, Fraction]:
    """What is lost on each level that differs."""
    best, other = choice.evaluation.levels, evaluate(instance, chosen).levels
    found: dict[str, Fraction] = {}
    for level, value in best.items():
        against = other[level]
        if isinstance(value, list) and isinstance(against, list):
            pairs = zip(instance.soft_levels, value, against, strict=True)
            found.update({f"violation:{key}": now - was for key, was, now in pairs if now != was})
        elif isinstance(value, int | Fraction) and isinstance(against, int | Fraction):
            found[level] = Fraction(value) - against
    return {level: loss for level, loss in found.items() if loss}


@dataclass(frozen=True, slots=True)
class Blockers:
    """Rules that keep a candidate out: each of `alone` suffices; else `together` all go at once.

    Both empty: no rule is the cause, its merit is not enough.
    """

    candidate: str
    alone: tuple[str, ...]
    together: tuple[str, ...]


def blockers(instance: Instance, candidate: str) -> Blockers:
    """Drop each rule in turn, then all of them, and see whether the candidate comes in."""
    rules = _rules(instance)
    alone = tuple(sorted(rule for rule in rules if _wins(instance, candidate, {rule})))
    if alone or not _wins(instance, candidate, set(rules)):
        return Blockers(candidate, alone, ())
    dropped = set(rules)
    for rule in sorted(rules):
        if _wins(instance, candidate, dropped - {rule}):
            dropped.discard(rule)
    return Blockers(candidate, (), tuple(sorted(dropped)))


def _rules(instance: Instance) -> list[str]:
    """Everything that may be dropped alone."""
    money = [each.id for each in instance.budgets]
    return [each.id for each in instance.rules] + money + [key for key, _ in instance.at_most_one]


def _wins(instance: Instance, candidate: str, dropped: set[str]) -> bool:
    found = choose(without(instance, dropped))
    return found is not None and candidate in found.selected


def without(instance: Instance, dropped: set[str]) -> Instance:
    """The same call without some of its rules."""
    return replace(
        instance,
        rules=tuple(rule for rule in instance.rules if rule.id not in dropped),
        at_most_one=tuple(pair for pair in instance.at_most_one if pair[0] not in dropped),
        budgets=tuple(each for each in instance.budgets if each.id not in dropped),
    )


@dataclass(frozen=True, slots=True)
class RulePrice:
    """What the call would gain without one rule, level by level (positive is a gain)."""

    rule: str
    gains: Mapping[str, Fraction]
    joins: tuple[str, ...]
    leaves: tuple[str, ...]


def gains(
    instance: Instance, choice: Choice, rules: Sequence[str] | None = None
) -> list[RulePrice]:
    """For each rule (or those asked) that costs something, what dropping it alone would change."""
    found = []
    if rules is None:
        rules = _rules(instance)
    for rule in rules:
        freer = without(instance, {rule})
        other = choose(freer)
        if other is None or other.selected == choice.selected:
            continue
        shown = _losses(
            freer, replace(choice, evaluation=evaluate(freer, choice.selected)), other.selected
        )
        before, after = set(choice.selected), set(other.selected)
        found.append(
            RulePrice(
                rule=rule,
                gains={level: -loss for level, loss in shown.items()},
                joins=tuple(sorted(after - before)),
                leaves=tuple(sorted(before - after)),
            )
        )
    return sorted(found, key=lambda each: each.rule)


def every_why_not(
    instance: Instance, choice: Choice, asked: Sequence[str] | None = None
) -> list[WhyNot]:
    """The answer to every candidate that was not chosen (or only to those asked), by id."""
    small = prepared(instance)
    if asked is None:
        asked = [each.id for each in instance.candidates if each.id not in choice.selected]
    return [why_not(instance, choice, each, small) for each in sorted(asked)]
