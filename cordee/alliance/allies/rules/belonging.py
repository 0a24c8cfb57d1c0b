"""How a community is written, how it ends, who belongs to it (R236-R245)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from datetime import date


def items(agenda: str) -> list[str]:
    """The standing items of an agenda, one a line."""
    return [said for line in agenda.splitlines() if (said := tidy(line).lstrip("-–• ").strip())]


def community_faults(label: str, theme: str) -> list[Finding]:
    """Why a community is not written so."""
    if tidy(label) and tidy(theme):
        return []
    said = french.say("Donnez à la communauté un nom et un thème.")
    return [missing("community.theme", "label", said)]


def closing_faults(opened_on: date, closed_on: date, reason: str) -> list[Finding]:
    """Why a community is not closed so."""
    found = []
    if closed_on < opened_on:
        said = french.say("La communauté s’est ouverte après ce jour.")
        found.append(broken("community.order", "closed_on", said))
    if not tidy(reason):
        said = french.say("Dites pourquoi elle se clôt, ou ce qu’elle devient.")
        found.append(missing("community.reason", "closed_because", said))
    return found
