"""Every problem the house solves exactly, by its kind; those of a year live here."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from cordee.selection.solvers import run

SOLVERS = {
    "select": "cordee.selection.solvers.select",
    "explain": "cordee.selection.solvers.select.explain",
    "assign": "cordee.selection.solvers.assign",
    "place": "cordee.selection.solvers.placing",
    "sessions": "cordee.journeys.solvers.sessions",
    "halfdays": "cordee.journeys.solvers.halfdays",
    "groups": "cordee.journeys.solvers.groups",
    "visits": "cordee.journeys.solvers.visits",
    "binomes": "cordee.journeys.solvers.binomes",
}
"""kind -> the module whose `solved(document)` gives the answer; imported when its kind is asked."""


def solve(kind: str, document: bytes | str | Mapping[str, Any]) -> tuple[int, bytes]:
    """Solve one document: exit code (0 answered, 2 invalid, 3 out of time) and JSON answer."""
    solved: Callable[[Mapping[str, Any]], dict[str, Any]] = import_module(SOLVERS[kind]).solved
    return run(solved, document)
