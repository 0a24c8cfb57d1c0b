"""Why a call is impossible: a smallest bundle of constraints that cannot hold together."""

from collections.abc import Iterable
from dataclasses import replace

from cordee.selection.solvers.program import feasible
from cordee.selection.solvers.select.enumeration import Exhausted, Small
from cordee.selection.solvers.select.instance import Instance
from cordee.selection.solvers.select.model import skeleton


def possible(instance: Instance, constraints: Iterable[str]) -> bool:
    """Whether some set of eligible files satisfies these constraints together."""
    kept = replace(instance.keeping(frozenset(constraints)), order=("lottery",))
    try:
        return Small(kept).possible()
    except Exhausted:
        return feasible(skeleton(kept)) is not None


def core(instance: Instance) -> tuple[str, ...]:
    """A minimal impossible bundle, sorted: impossible together, possible without any one of them.

    The most specific constraints are dropped first, so that the bundle speaks of general ones.
    Needs an impossible instance.
    """
    kept = list(instance.constraints())
    for constraint in sorted(kept, key=lambda each: (_breadth(instance, each), each)):
        without = [each for each in kept if each != constraint]
        if not possible(instance, without):
            kept = without
    return tuple(sorted(kept))


def _breadth(instance: Instance, constraint: str) -> int:
    """How many files a constraint speaks of; the number of seats speaks of all."""
    if constraint == "count":
        return len(instance.candidates) + 1
    for key, members in instance.at_most_one:
        if key == constraint:
            return len(members)
    rule = next(rule for rule in instance.rules if rule.id == constraint)
    return len(instance.members(rule))
