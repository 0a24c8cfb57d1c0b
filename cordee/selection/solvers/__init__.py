"""Exact solvers, pure functions: the same bytes in, the same bytes out, on any machine."""

from collections.abc import Callable, Mapping
from typing import Any

from cordee.selection.solvers.documents import Invalid, OutOfTime, read, write

ANSWERED, INVALID, OUT_OF_TIME = 0, 2, 3
Solver = Callable[[Mapping[str, Any]], dict[str, Any]]


def solve(kind: str, document: bytes | str | Mapping[str, Any]) -> tuple[int, bytes]:
    """Solve one document (`select`, `assign`, `place`): exit code and answer of `cordee solve`.

    0 answered (optimal or infeasible), 2 invalid input, 3 out of time with the bound proven.
    """
    match kind:
        case "select":
            from cordee.selection.solvers.select import solved  # noqa: PLC0415 - as needed
        case "assign":
            from cordee.selection.solvers.assign import solved  # noqa: PLC0415 - as needed
        case "place":
            from cordee.selection.solvers.placing import solved  # noqa: PLC0415 - as needed
        case _:
            raise ValueError(f"unknown kind: {kind}")
    return run(solved, document)


def run(solver: Solver, document: bytes | str | Mapping[str, Any]) -> tuple[int, bytes]:
    """Run a solver on a document, turning its refusals into answers."""
    try:
        answer = solver(read(document))
        return (OUT_OF_TIME if answer.get("status") == "time_limit" else ANSWERED), write(answer)
    except Invalid as refusal:
        return INVALID, write({"status": "invalid", "error": refusal.code})
    except OutOfTime as end:
        return OUT_OF_TIME, write({"status": "time_limit", "bound": end.bound})
