"""How a convention is written (R254)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken

if TYPE_CHECKING:
    from datetime import date


MOST_ALERT = 730
"""Days before its end that the alert on a convention may come."""


def agreement_faults(starts: date, ends: date, alert_days: int) -> list[Finding]:
    """Why a convention is not written so."""
    if ends < starts:
        sentence = french.say("La convention finit avant de commencer : relisez les deux jours.")
        return [broken("agreement.order", "ends", sentence)]
    if not 0 <= alert_days <= MOST_ALERT:
        sentence = french.say("L’alerte vient entre le dernier jour et deux ans avant.")
        return [broken("agreement.alert", "alert_days", sentence)]
    return []
