"""Assigning jurors to files: everyone read enough, nobody overloaded, experts where they count."""

from collections.abc import Mapping
from typing import Any


def solved(document: Mapping[str, Any]) -> dict[str, Any]:
    """The assignment of a `cordee-assign/1` document; raises `Invalid`, `OutOfTime`."""
    from cordee.selection.solvers.assign.answer import answer  # noqa: PLC0415 - heavy, as needed
    from cordee.selection.solvers.assign.parse import parse  # noqa: PLC0415 - as needed

    instance = parse(document)
    del document  # a large matrix is many objects: let them go before solving
    return answer(instance)
