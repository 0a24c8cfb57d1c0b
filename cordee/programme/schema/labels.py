"""The French names of fields and records: what editors, comparisons and the JSON Schema say.

An English page says the word of the language itself (`closes`, `share of`).
"""

import tomllib
from functools import cache
from importlib.resources import files

from cordee.kernel import french
from cordee.programme.remarks import Path

type Table = dict[str, dict[str, str]]


@cache
def _table() -> Table:
    """Read the table once: `fields`, `exceptions` (`Record.field`) and `records`."""
    text = files("cordee.programme.schema").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def field(name: str, *records: str) -> str:
    """The name of a field; `records` are the record's name and its bases, the nearest first."""
    table = _table()
    named = (table["exceptions"].get(f"{record}.{name}") for record in records)
    found = next((one for one in named if one), table["fields"].get(name, name))
    return french.named(found, name)


def record(name: str) -> str:
    """The sentence that says what a record is."""
    return french.named(_table()["records"].get(name, name), name)


def named() -> frozenset[str]:
    """Every field that has a name."""
    return frozenset(_table()["fields"])


def words(path: Path) -> list[str]:
    """A place in words: `("windows", "depot", "closes")` → périodes de dépôt, depot, clôture."""
    fields = _table()["fields"]
    return [
        french.named(fields.get(part, part), part) if isinstance(part, str) else str(part + 1)
        for part in path
    ]
