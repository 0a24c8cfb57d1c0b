"""Choosing laureates: exact, explained, the same everywhere."""

from collections.abc import Mapping
from typing import Any


def solved(document: Mapping[str, Any]) -> dict[str, Any]:
    """The `cordee-select-result/1` of a `cordee-select/1`; raises `Invalid`, `OutOfTime`."""
    from cordee.selection.solvers.select.answer import answer  # noqa: PLC0415 - breaks a cycle
    from cordee.selection.solvers.select.parse import parse  # noqa: PLC0415 - as needed

    return answer(parse(document))
