"""What Cordée says and shows without enforcing it: one visible table, and its chapter."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cordee.programme.schema import labels

type Fields = Mapping[str, list[str]]


@cache
def _table() -> Mapping[str, Fields]:
    text = files("cordee.programme.explain").joinpath("said.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def rules() -> Fields:
    """Record → the rules that no room of the house applies yet: people do."""
    return _table()["rules"]


def facts() -> Fields:
    """Record → what is only there to be read."""
    return _table()["facts"]


def chapter() -> str:
    """The table of rules as Markdown, record by record, in the order it is kept."""
    rows = [
        f"| [{labels.record(record)}](#{record.lower()}) "
        f"| {', '.join(f'`{field}`' for field in fields)} |"
        for record, fields in rules().items()
    ]
    return "\n".join(["| fiche | champs |", "|---|---|", *rows]) + "\n"
