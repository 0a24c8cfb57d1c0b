"""Notes of the reference: what a label is too short to say of a record or a field."""

import tomllib
from functools import cache
from importlib.resources import files

from cordee.kernel.speech import remembered


@cache
def _table() -> dict[str, str]:
    text = files("cordee.programme.explain").joinpath("notes.toml").read_text(encoding="utf-8")
    table: dict[str, str] = tomllib.loads(text)
    return table


def note(name: str) -> str:
    """The note of `Record` or `Record.field`, or nothing."""
    return remembered(_table().get(name, ""))


def names() -> frozenset[str]:
    """Everything that has a note."""
    return frozenset(_table())
