"""A decision on paper: its sum, its reason, who was there, who withdrew, what was objected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from cordee.alliance import queries
from cordee.alliance.rules import counts
from cordee.kernel import french
from cordee.web.documents import pdf

if TYPE_CHECKING:
    from cordee.alliance.models import MoneyDecision

TEMPLATE = Path(__file__).parent / "documents" / "decision.typ"


def decision_pdf(decision: MoneyDecision) -> bytes:
    """The extract of the register, ready to be signed."""
    return pdf(TEMPLATE, told(decision))


def told(decision: MoneyDecision) -> dict[str, Any]:
    """What the extract says."""
    found = counts(queries.stands(decision))
    result = "adoptée" if decision.adopted else "rejetée"
    votes = (
        f"{result} : {found['for']} pour, {found['against']} contre, "
        + french.plural(found["abstain"], "abstention")
    )  # fmt: skip
    asked = [["Somme demandée", french.money(decision.asked)]] if decision.asked else []
    struck = [["Rayée", decision.struck_because]] if decision.struck_at else []
    stood = decision.positions.select_related("person").order_by("pk")
    objected = decision.objections.select_related("author").order_by("pk")
    return {
        "title": french.typeset(f"Décision – {decision.organ}"),
        "purpose": decision.purpose,
        "facts": [
            ["Décidé le", french.day(decision.on)],
            ["Pour qui", decision.beneficiary],
            *asked,
            ["Somme", french.money(decision.amount)],
            ["Vote", french.typeset(votes)],
            *struck,
        ],
        "reason": french.typeset(decision.reason),
        "positions": [
            [str(one.person), str(one.get_said_display()), one.reason or "–"] for one in stood
        ],
        "objections": [
            [
                str(one.author),
                one.reason,
                one.answer or "restée sans réponse",
                str(one.get_outcome_display()) or "–",
            ]
            for one in objected
        ],
        "foot": f"Empreinte {decision.digest[:16]}",
    }
