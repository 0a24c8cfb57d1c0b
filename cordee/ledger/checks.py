"""System checks: the reactions table names known events and functions that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, register

from cordee.ledger.actions import reaction
from cordee.ledger.events import KNOWN
from cordee.reactions import REACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable


@register()
def reactions_exist(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse a kind that no event bears and a path that leads nowhere."""
    return [error for kind, paths in REACTIONS.items() for error in _faults(kind, paths)]


def _faults(kind: str, paths: Iterable[str]) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if kind not in KNOWN:
        found.append(Error(f"Aucun fait ne s’appelle « {kind} ».", id="ledger.E001"))
    for path in paths:
        try:
            called = callable(reaction(path))
        except ImportError:
            called = False
        if not called:
            found.append(Error(f"{kind} : « {path} » n’est pas une fonction.", id="ledger.E002"))
    return found
