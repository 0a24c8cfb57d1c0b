"""What Cordée says and shows without enforcing it: one visible table, and its chapter."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from cordee.programme.schema import labels

type Fields = Mapping[str, list[str]]


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    text = files("cordee.programme.explain").joinpath("said.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def rules() -> Fields:
    """Record → the rules that no room of the house applies yet: people do."""
    return _table()["rules"]


def natures() -> Mapping[str, Mapping[str, str]]:
    """Record → field → why no software can hold it: it is said by nature."""
    return _table()["natures"]


def facts() -> Fields:
    """Record → what is only there to be read."""
    return _table()["facts"]


def chapter() -> str:
    """What nobody applies yet, record by record, then what is said by nature, and why."""
    yet = [
        f"| {_record(record)} | {', '.join(f'`{field}`' for field in fields)} |"
        for record, fields in rules().items()
    ]
    ever = [
        f"| {_record(record)} | `{field}` | {why} |"
        for record, fields in natures().items()
        for field, why in fields.items()
    ]
    table = ["| fiche | champs que rien n’applique encore |", "|---|---|", *yet, ""] if yet else []
    return "\n".join([
        *table,
        "Ceux-ci sont dits, par nature : aucun logiciel ne peut les tenir à votre place.", "",
        "| fiche | champ | pourquoi |", "|---|---|---|", *ever,
    ]) + "\n"  # fmt: skip


def _record(name: str) -> str:
    return f"[{labels.record(name)}](#{name.lower()})"
