"""What days given must say before they count; a support and its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


def day_faults(
    *, days: Decimal, rate: Decimal, manner: str, on: date, today: date
) -> list[Finding]:
    """No day at all, a paid day without its price, a day to come (R304-R305)."""
    found = []
    if days <= 0:
        found.append(missing("giving.days", "days", "Dites combien de jours."))
    if manner == "paid" and rate <= 0:
        found.append(missing("giving.rate", "rate", "Un jour rétribué a un prix : donnez-le."))
    if on > today:
        found.append(broken("giving.future", "on", "Des jours s’inscrivent une fois passés."))
    return found


def support_faults(
    *, name: str, nature: str, starts: date, ends: date | None, today: date
) -> list[Finding]:
    """Nobody helped, nothing brought, an end before its start."""
    found = []
    if not name.strip():
        found.append(missing("support.name", "name", "Dites qui est soutenu."))
    if not nature.strip():
        found.append(missing("support.nature", "nature", "Dites ce qui est apporté."))
    if starts > today:
        found.append(broken("support.future", "starts", "Un appui s’inscrit une fois commencé."))
    if ends is not None and ends < starts:
        found.append(broken("support.order", "ends", "La fin vient avant le début."))
    return found


def step_faults(*, on: date, starts: date, ends: date | None, today: date) -> list[Finding]:
    """A step to come, or outside the time of its support."""
    if on > today:
        return [broken("step.future", "on", "Une étape s’inscrit une fois passée.")]
    if on < starts or (ends is not None and on > ends):
        return [broken("step.outside", "on", "Cette date est hors du temps de l’appui : corrigez-la"
                       ", ou les dates de l’appui.")]  # fmt: skip
    return []
