"""The answer to an assignment: a flow when the rules are nested, an integer programme otherwise."""

from typing import Any

from cordee.selection.solvers.assign.crossed import crossed_assignment
from cordee.selection.solvers.assign.evaluate import evaluate
from cordee.selection.solvers.assign.hoped import hoped_assignment
from cordee.selection.solvers.assign.instance import Instance
from cordee.selection.solvers.assign.network import flows, network
from cordee.selection.solvers.assign.programme import assigned
from cordee.selection.solvers.flow import lexicographic


def answer(instance: Instance) -> dict[str, Any]:
    """The assignment and its levels, recounted by the independent evaluator."""
    found = _by_flow(instance) if flows(instance) else _by_programme(instance)
    if found is None:  # leaving files unread is always allowed
        raise AssertionError("an assignment always exists")
    evaluation = evaluate(instance, found)
    if evaluation.broken:
        raise AssertionError(f"the solver broke {evaluation.broken}")
    return {"status": "optimal", "assignment": found, "levels": dict(evaluation.levels)}


def _by_programme(instance: Instance) -> dict[str, list[str]] | None:
    return crossed_assignment(instance) or assigned(instance)


def _by_flow(instance: Instance) -> dict[str, list[str]] | None:
    found = hoped_assignment(instance)
    if found is not None:
        return found
    made = network(instance)
    routed = lexicographic(made.network, made.levels)
    return None if routed is None else made.assignment(instance, routed.flow)
