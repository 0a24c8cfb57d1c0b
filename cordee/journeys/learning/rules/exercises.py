"""When peers read a return, and how its lateness is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel import french

if TYPE_CHECKING:
    from datetime import datetime


def peers_read(rule: str, *, own_handed: bool, due: datetime | None, at: datetime) -> bool:
    """Whether another territory reads what was handed in: after its own return, or once due.

    An exercise without a deadline opens to its peers after their own return, whatever its rule.
    """
    if rule == "deadline" and due is not None:
        return at >= due
    return own_handed


def said_late(due: datetime | None, handed: datetime | None, at: datetime) -> str:
    """« en retard de 3 jours », empty when it is on time or has no deadline."""
    if due is None or (handed or at) <= due:
        return ""
    days = ((handed or at) - due).days
    return (
        french.say("en retard de {days}", days=french.plural(days, "jour"))
        if days
        else french.say("en retard de moins d’un jour")
    )
