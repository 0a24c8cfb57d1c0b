"""What makes a decision on money hold (R213, R219, R221)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from cordee.alliance.rules.organs import Remit


PRESENT = ("for", "against", "abstain")
"""Positions of whoever was there and stayed."""

POSITIONS = (*PRESENT, "withdrawn")
OUTCOMES = ("heeded", "withdrawn", "kept")


@dataclass(frozen=True, slots=True)
class Said:
    """Where one member stood: a voice, or a withdrawal with its reason."""

    said: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision as it is typed."""

    on: date
    amount: Decimal
    reason: str
    positions: Mapping[int, Said]


def decision_faults(
    remit: Remit, asked: Asked, *, sitting: Collection[int], others: Sequence[str], today: date
) -> list[Finding]:
    """Why a decision on money cannot be recorded, all at once.

    `sitting` are the members whose mandate ran that day, `others` the organs whose ceiling would
    allow that sum.
    """
    found = []
    if asked.on > today:
        found.append(broken("decision.future", "on", "Une décision s’inscrit une fois prise."))
    if remit.ceiling is not None and asked.amount > remit.ceiling:
        most = french.money(remit.ceiling)
        who = (
            french.say(" Cette somme revient à : {others}.", others=french.listed(others))
            if others
            else ""
        )
        said = french.say(
            "{label} décide jusqu’à {most} par décision.{who}",
            label=remit.label,
            most=most,
            who=who,
        )
        found.append(broken("decision.ceiling", "amount", said))
    if not tidy(asked.reason):
        found.append(missing("decision.reason", "reason", "Dites la raison de la décision."))
    return [*found, *_position_faults(remit, asked.positions, sitting)]


def _position_faults(
    remit: Remit, positions: Mapping[int, Said], sitting: Collection[int]
) -> list[Finding]:
    found = []
    if set(positions) - set(sitting):
        found.append(
            broken("decision.mandate", "positions", "Seuls les membres dont le mandat court ce "
                   "jour-là prennent part à la décision.")
        )  # fmt: skip
    if any(one.said == "withdrawn" and not tidy(one.reason) for one in positions.values()):
        found.append(
            missing("decision.withdrawn", "positions", "Un déport se note avec sa raison.")
        )
    there = sum(one.said in PRESENT for one in positions.values())
    if not there:
        found.append(missing("decision.nobody", "positions", "Notez qui a pris part au vote."))
    elif there < remit.quorum:
        needed = french.plural(remit.quorum, "membre")
        said = french.say(
            "Il faut au moins {needed} pour décider : {there} y ont pris part.",
            needed=needed,
            there=there,
        )
        found.append(broken("decision.quorum", "positions", said))
    return found


def counts(positions: Mapping[int, Said]) -> dict[str, int]:
    """How many were for, against, abstained, withdrew."""
    return {one: sum(each.said == one for each in positions.values()) for one in POSITIONS}


def adopted(positions: Mapping[int, Said]) -> bool:
    """More for than against; whoever withdrew or abstained weighs on neither side."""
    found = counts(positions)
    return found["for"] > found["against"]


def answer_faults(answer: str, outcome: str) -> list[Finding]:
    """Why an objection is not answered yet: nothing said, or not what becomes of it (R219)."""
    found = []
    if not tidy(answer):
        found.append(missing("objection.answer", "answer", "Écrivez ce qui a été répondu."))
    if outcome not in OUTCOMES:
        found.append(missing("objection.outcome", "outcome", "Dites ce que devient l’objection."))
    return found
