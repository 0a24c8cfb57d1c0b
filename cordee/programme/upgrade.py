"""Versions of the format: an older definition is read as if it were written today."""

from collections.abc import Callable, Mapping
from typing import Any

from cordee.programme.schema.definition import FORMAT

type Data = dict[str, Any]

UPGRADES: Mapping[int, Callable[[Data], Data]] = {}
"""From a version to the next one; each step keeps its tests in `tests/definitions/vN/` for ever."""


def upgraded(data: Data) -> Data:
    """`data` in today's format; an unknown version is left for the schema to refuse."""
    version = data.get("format", FORMAT)
    while isinstance(version, int) and version in UPGRADES:
        data = {**UPGRADES[version](data), "format": version + 1}
        version += 1
    return data
