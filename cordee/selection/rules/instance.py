"""The question put to the solver: the rules of the call, frozen, and the marks of the jury.

The document is the `select` format of the solvers: every number is a decimal in a string.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cordee.programme.conditions import Facts, holds
from cordee.programme.schema import Definition
from cordee.programme.schema.choosing import Quota, Selection, Stage
from cordee.selection.rules.marks import counts, scale_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A deposit as the choice sees it; `attrs` hold what balances look at."""

    id: str
    name: str
    facts: Facts
    attrs: Mapping[str, str | tuple[str, ...]]
    eligible: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks (juror, candidate, criterion, value) and the recusals (juror, candidate)."""

    marks: Sequence[tuple[str, str, str, Decimal | None]]
    conflicts: Sequence[tuple[str, str]] = ()


def problem(
    definition: Definition, stage: Stage, candidates: Sequence[Candidate], sheet: Sheet, seed: str
) -> dict[str, Any]:
    """The whole document; the same rules and the same marks always give the same one."""
    rules = definition.selection
    criteria = [one for one in definition.criteria_of(stage) if counts(one)]
    scales = [scale_of(definition, stage, one) for one in criteria] or [definition.scale]
    first, last = min(one.min for one in scales), max(one.max for one in scales)
    places = rules.places_max or len(candidates)
    bonus = next((one.bonus for one in rules.priorities if one.means == "bonus"), None)
    return {
        "format": "cordee-select/1",
        "seed": seed,
        "k_min": min(rules.places_min, places),
        "k_max": places,
        "criteria": [{"id": one.key, "weight": str(one.weight)} for one in criteria],
        "scale": {"min": str(first), "max": str(last)},
        "min_reviews": stage.min_reviews,
        "min_merit": _text(stage.threshold if stage.threshold is not None else rules.min_merit),
        "calibration": rules.calibration,
        "priority_bonus": str(bonus or 0),
        "order": [*aims(rules), "lottery"],
        "candidates": [_candidate(one, rules) for one in candidates],
        "conflicts": sorted([list(pair) for pair in sheet.conflicts]),
        "scores": _scores(sheet, {one.key for one in criteria}),
        "balance": [*_balance(rules, candidates), *_floors(rules)],
        "at_most_one": _alone(rules, candidates),
    }


def aims(rules: Selection) -> list[str]:
    """The order of aims: strict priority comes before merit, a tie-break after it (R49)."""
    means = {one.means for one in rules.priorities}
    order: list[str] = [aim for aim in rules.order if aim != "priority"]
    if "strict" in means:
        order.insert(order.index("merit") if "merit" in order else len(order), "priority")
    elif "tie_break" in means:
        order.insert(order.index("merit") + 1 if "merit" in order else len(order), "priority")
    return order


def has_priority(rules: Selection, facts: Facts) -> bool:
    """Whether a stated rule puts this applicant first."""
    return any(holds(one.condition, facts) for one in rules.priorities)


def _candidate(one: Candidate, rules: Selection) -> dict[str, Any]:
    first = has_priority(rules, one.facts)
    attrs: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in one.attrs.items()
    }
    if first:
        attrs["priority"] = "yes"
    return {
        "id": one.id,
        "name": one.name,
        "attrs": attrs,
        "priority": first,
        "eligible": one.eligible,
    }


def _scores(sheet: Sheet, criteria: set[str]) -> list[list[Any]]:
    kept = [mark for mark in sheet.marks if mark[2] in criteria]
    return sorted([[juror, one, key, _text(value)] for juror, one, key, value in kept])


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def _balance(rules: Selection, candidates: Iterable[Candidate]) -> list[dict[str, Any]]:
    return [row for quota in rules.quotas for row in _rows(quota, candidates)]


def _rows(quota: Quota, candidates: Iterable[Candidate]) -> list[dict[str, Any]]:
    """One row, or one per value present when the rule holds for each value by itself."""
    if quota.values:
        return [_row(quota, quota.key, list(quota.values))]
    present = sorted({value for one in candidates for value in _values(one, quota.attribute)})
    return [_row(quota, f"{quota.key}:{value}", [value]) for value in present]


def _row(quota: Quota, key: str, values: list[str]) -> dict[str, Any]:
    return {
        "id": key,
        "attr": quota.attribute,
        "values": values,
        "min": quota.min,
        "max": quota.max,
        "hard": quota.hard,
        "level": quota.level,
        "weight": quota.weight,
    }


def _values(candidate: Candidate, attribute: str) -> tuple[str, ...]:
    value = candidate.attrs.get(attribute, ())
    return value if isinstance(value, tuple) else (value,)


def _floors(rules: Selection) -> list[dict[str, Any]]:
    """A priority understood as a floor is a quota: at least so many of them (R49)."""
    return [
        {
            "id": one.key,
            "attr": "priority",
            "values": ["yes"],
            "min": one.floor,
            "max": None,
            "hard": True,
            "level": 1,
            "weight": 1,
        }
        for one in rules.priorities
        if one.means == "floor" and one.floor
    ]


def _alone(rules: Selection, candidates: Sequence[Candidate]) -> list[list[str]]:
    """The sets of files of which one at most is chosen."""
    groups: list[list[str]] = []
    for attribute in rules.at_most_one_of:
        values = sorted({value for one in candidates for value in _values(one, attribute)})
        for value in values:
            same = sorted(one.id for one in candidates if value in _values(one, attribute))
            groups += [same] if len(same) > 1 else []
    return groups
