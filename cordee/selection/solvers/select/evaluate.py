"""The independent evaluator: what a set of laureates breaks and is worth, with no solver."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cordee.selection.solvers.select.instance import Instance

Levels = dict[str, object]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Names of the constraints broken, and the value of each level of the order."""

    broken: tuple[str, ...]
    levels: Mapping[str, object]


def evaluate(instance: Instance, selected: Collection[str]) -> Evaluation:
    """Recount everything from the answer alone: anybody can redo it by hand."""
    chosen = [instance.by_id[each] for each in selected]
    counts = {rule.id: sum(map(rule.names, chosen)) for rule in instance.rules}
    missed = {
        rule.id: max(0, rule.low - counts[rule.id])
        + (max(0, counts[rule.id] - rule.high) if rule.high is not None else 0)
        for rule in instance.rules
    }
    broken = [rule.id for rule in instance.rules if rule.hard and missed[rule.id]]
    broken += [key for key, members in instance.at_most_one if len(members & set(selected)) > 1]
    broken += [each.id for each in instance.budgets if not each.holds(selected)]
    broken += [f"excluded:{each.id}" for each in chosen if each.excluded]
    if not instance.k_min <= len(chosen) <= instance.k_max or len(set(selected)) < len(chosen):
        broken.append("count")
    soft = [rule for rule in instance.rules if not rule.hard]
    faults = dict.fromkeys(instance.soft_levels, Fraction(0))
    for rule in soft:
        faults[rule.level] += rule.weight * missed[rule.id]
    values: dict[str, object] = {
        "violation": list(faults.values()),
        "count": len(chosen),
        "priority": sum(each.priority for each in chosen),
        "merit": sum((each.final for each in chosen), Fraction(0)),
        "worst": min((each.final for each in chosen), default=None),
    }
    levels = {level: values[level] for level in instance.order if level != "lottery"}
    return Evaluation(tuple(sorted(broken)), levels)


def comparable(levels: Mapping[str, object], order: tuple[str, ...]) -> tuple[object, ...]:
    """The levels as one tuple: greater is better, level by level."""
    found: list[object] = []
    for level in order:
        value = levels.get(level)
        if isinstance(value, list):
            found.extend(-each for each in value)
        elif level == "worst":
            found.append((value is not None, value or 0))
        elif level != "lottery":
            found.append(value)
    return tuple(found)


def shown(levels: Mapping[str, object]) -> Levels:
    """The levels as they are written: sums of merits as « a/b », counts as integers."""
    return {level: _shown(level, value) for level, value in levels.items()}


def _shown(level: str, value: object) -> object:
    if isinstance(value, list):
        return [int(each) if each.denominator == 1 else str(each) for each in value]
    return str(value) if level in {"merit", "worst"} and value is not None else value
