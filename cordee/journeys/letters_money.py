"""Letters about money: the claim or its credit, sent where the payer asked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.models import Claim, Payout
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
    post(
        key=f"journeys.claim:{claim.number}",
        to=claim.sent_to,
        subject=subject,
        text=text,
        at=at,
        attachments=[paper],
    )


def _words(claim: Claim) -> tuple[str, str]:
    said, participation = claim.content, claim.charge.participation
    sum_ = french.money(Decimal(said["gross"]), said["currency"])
    if claim.kind == Claim.Kind.CREDIT:
        subject = french.say(
            "Avoir {number} : la demande {said} est annulée",
            number=claim.number,
            said=said["takes_back"],
        )
        body = french.say(
            "La demande {said} de {sum} est annulée : {reason}.",
            said=said["takes_back"],
            sum=sum_,
            reason=claim.reason,
        )
    else:
        subject = french.say(
            "Contribution de {participation} : {sum}", participation=participation, sum=sum_
        )
        body = french.say(
            "{participation} participe à « {cohort} ». Vous trouverez ci-joint la demande "
            "{number}, de {sum}.",
            participation=participation,
            cohort=participation.cohort,
            number=claim.number,
            sum=sum_,
        )
    return french.typeset(subject), french.typeset(french.say("Bonjour,\n\n{body}\n", body=body))


def tell_paid(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: a payment was made, whoever leads the delegation learns it."""
    rows = Payout.objects.select_related("award__participation__cohort")
    one = rows.get(pk=event.payout)
    place = one.award.participation
    assert one.paid_on is not None  # noqa: S101 - what the event says
    people = place.delegates.current(at).exclude(person__email="").select_related("person")
    leads = [who for who in people.order_by("pk") if who.leads] or list(people.order_by("pk")[:1])
    sum_ = french.money(one.amount, one.award.currency)
    reference = (
        french.say(" (référence : {reference})", reference=one.reference) if one.reference else ""
    )
    day = french.day(one.paid_on, weekday=False)
    page = settings.SITE_URL + reverse("journeys:awards", args=[place.public_id])
    text = french.say(
        "Bonjour,\n\n{label} : {sum} versés le {day}{reference}.\n\n{page}\n",
        label=one.award.label,
        sum=sum_,
        day=day,
        reference=reference,
        page=page,
    )
    for who in leads:
        post(
            key=f"journeys.payout:{one.pk}:{who.pk}",
            to=who.person.email,
            at=at,
            subject=french.typeset(
                french.say("{place} : versement de {sum}", place=place, sum=sum_)
            ),
            text=french.typeset(text),
        )
