"""Why a call is impossible: a smallest bundle of constraints that cannot hold together."""

from collections.abc import Iterable
from dataclasses import replace

from cordee.selection.solvers.program import feasible
from cordee.selection.solvers.select.enumeration import Exhausted, Small
from cordee.selection.solvers.select.instance import Instance
from cordee.selection.solvers.select.model import build, skeleton


def possible(instance: Instance, constraints: Iterable[str], *, holding: str | None = None) -> bool:
    """Whether some set of eligible files (holding one, if asked) satisfies these constraints."""
    kept = replace(instance.keeping(frozenset(constraints)), order=("lottery",))
    try:
        return Small(kept).possible(forced=holding)
    except Exhausted:
        program = build(kept, forced=holding).program if holding else skeleton(kept)
        return feasible(program) is not None


def core(instance: Instance) -> tuple[str, ...]:
    """A minimal impossible bundle of an impossible instance, sorted."""
    return smallest(instance, instance.constraints())


def smallest(
    instance: Instance, constraints: Iterable[str], *, holding: str | None = None
) -> tuple[str, ...]:
    """A part of an impossible bundle, still impossible, possible without any one of its members.

    The most specific constraints are dropped first, so that the bundle speaks of general ones.
    """
    kept = list(constraints)
    for constraint in sorted(kept, key=lambda each: (_breadth(instance, each), each)):
        without = [each for each in kept if each != constraint]
        if not possible(instance, without, holding=holding):
            kept = without
    return tuple(sorted(kept))


def _breadth(instance: Instance, constraint: str) -> int:
    """How many files a constraint speaks of; the number of seats speaks of all."""
    if constraint == "count":
        return len(instance.candidates) + 1
    for key, members in instance.at_most_one:
        if key == constraint:
            return len(members)
    for budget in instance.budgets:
        if budget.id == constraint:
            return len(instance.candidates)
    rule = next(rule for rule in instance.rules if rule.id == constraint)
    return len(instance.members(rule))
