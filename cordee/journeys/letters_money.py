"""Letters about money: the claim or its credit, sent where the payer asked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cordee.journeys.models import Claim
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def send(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: a paper was issued, it leaves to the address given, if one was."""
    if not event.claim:
        return
    claim = Claim.objects.select_related("charge__participation__cohort").get(pk=event.claim)
    if not claim.sent_to:
        return
    with claim.document.open() as held:
        paper = (f"{claim.number}.pdf", "application/pdf", bytes(held.read()))
    subject, text = _words(claim)
    post(key=f"journeys.claim:{claim.number}", to=claim.sent_to, subject=subject, text=text, at=at,
         attachments=[paper])  # fmt: skip


def _words(claim: Claim) -> tuple[str, str]:
    said, participation = claim.content, claim.charge.participation
    sum_ = french.money(Decimal(said["gross"]), said["currency"])
    if claim.kind == Claim.Kind.CREDIT:
        subject = f"Avoir {claim.number} : la demande {said['takes_back']} est annulée"
        body = f"La demande {said['takes_back']} de {sum_} est annulée : {claim.reason}."
    else:
        subject = f"Contribution de {participation} : {sum_}"
        body = (
            f"{participation} participe à « {participation.cohort} ». Vous trouverez ci-joint la "
            f"demande {claim.number}, de {sum_}."
        )
    return french.typeset(subject), french.typeset(f"Bonjour,\n\n{body}\n")
