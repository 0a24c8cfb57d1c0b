"""System checks: the reactions table names known events and functions that exist."""

from __future__ import annotations

from dataclasses import fields
from string import Formatter
from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, register
from django.utils.module_loading import import_string

from cordee.ledger.actions import reaction
from cordee.ledger.events import KNOWN
from cordee.reactions import (
    ENCLOSED,
    GIVEN,
    GIVEN_UP,
    NEWS,
    NOTED,
    OWED,
    QUOTED,
    REACTIONS,
    REMINDER_RULES,
    SIGNS,
    TERRITORY_PARTS,
    UNSEEN,
    WITHHELD,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.ledger.events import Event


@register()
def reactions_exist(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a kind that no event bears and a path that leads nowhere."""
    return [error for kind, paths in REACTIONS.items() for error in _faults(kind, paths)]


@register()
def reminder_rules_exist(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a rule that leads nowhere and two rules of one key."""
    found: list[CheckMessage] = []
    keys: list[str] = []
    for path in REMINDER_RULES:
        try:
            keys.append(import_string(path).key)
        except (ImportError, AttributeError):
            found.append(Error(f"« {path} » n’est pas une règle de relance.", id="ledger.E003"))
    doubled = {key for key in keys if keys.count(key) > 1}
    found += [Error(f"Deux règles se nomment « {key} ».", id="ledger.E004") for key in doubled]
    return found


@register()
def withholders_exist(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a path that leads nowhere: files would then be shown to whoever left them."""
    return [*_astray("WITHHELD", WITHHELD), *_astray("UNSEEN", UNSEEN)]


@register()
def papers_exist(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a path that leads nowhere: letters would wait for ever for what they enclose."""
    return [*_astray("ENCLOSED", ENCLOSED.values()), *_astray("GIVEN_UP", GIVEN_UP.values())]


@register()
def rooms_of_a_territory_exist(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a path that leads nowhere: something owed would be forgotten."""
    return [
        *_astray("OWED", OWED),
        *_astray("TERRITORY_PARTS", TERRITORY_PARTS),
        *_astray("SIGNS", SIGNS),
        *_astray("GIVEN", GIVEN),
        *_astray("NEWS", NEWS),
        *_astray("QUOTED", [QUOTED, NOTED]),
    ]


@register()
def sayings_can_be_said(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a sentence that names something its fact does not hold."""
    return [
        Error(f"{kind} : la phrase nomme {', '.join(sorted(unknown))}.", id="ledger.E005")
        for kind, event in KNOWN.items()
        if (unknown := _named(str(event.saying)) - {"actor", *_fields(event)})
    ]


def _named(saying: str) -> set[str]:
    names = (name for _, name, _, _ in Formatter().parse(saying) if name is not None)
    return {name.split(".")[0].split("[")[0] for name in names}


def _fields(event: type[Event]) -> set[str]:
    return {field.name for field in fields(event)}


def _faults(kind: str, paths: Iterable[str]) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if kind not in KNOWN:
        found.append(Error(f"Aucun fait ne s’appelle « {kind} ».", id="ledger.E001"))
    return [*found, *_astray(kind, paths)]


def _astray(kind: str, paths: Iterable[str]) -> list[CheckMessage]:
    """Those of the paths that lead to no function."""
    found: list[CheckMessage] = []
    for path in paths:
        try:
            called = callable(reaction(path))
        except ImportError:
            called = False
        if not called:
            found.append(Error(f"{kind} : « {path} » n’est pas une fonction.", id="ledger.E002"))
    return found
