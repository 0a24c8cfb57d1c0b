"""Letters about money: the claim or its credit, sent where the payer asked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.models import Claim, Participation, Payout
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Delegate
    from cordee.people.models import User


def send(event: Any, *, by: User | None, at: datetime) -> None:
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
    if claim.kind == Claim.Kind.CREDIT and claim.takes_back_id is None:
        subject = french.say("Avoir {number} : {sum} à vous rendre", number=claim.number, sum=sum_)
        body = french.say("{label}. L’avoir ci-joint vaut {sum}, que nous vous devons.",
                          label=said["label"], sum=sum_)  # fmt: skip
    elif claim.kind == Claim.Kind.CREDIT:
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


def tell_paid(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a payment was made, whoever leads the delegation learns it."""
    rows = Payout.objects.select_related("award__participation__cohort")
    one = rows.get(pk=event.payout)
    place = one.award.participation
    assert one.paid_on is not None  # noqa: S101 - what the event says
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
    for who in leads(place, at):
        post(
            key=f"journeys.payout:{one.pk}:{who.pk}",
            to=who.person.email,
            at=at,
            subject=french.typeset(
                french.say("{place} : versement de {sum}", place=place, sum=sum_)
            ),
            text=french.typeset(text),
        )


def leads(place: Participation, at: datetime) -> list[Delegate]:
    """Whoever leads a delegation, or its first member: who hears of its money."""
    people = place.delegates.current(at).exclude(person__email="").select_related("person")
    found = list(people.order_by("pk"))
    return [who for who in found if who.leads] or found[:1]


def tell_corrected(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: the aid changed, the contribution that is a share of it follows; it is told."""
    place = Participation.objects.select_related("cohort").get(pk=event.participation)
    currency = place.charges.filter(fee=event.fee).values_list("currency", flat=True).first()
    before, after = (french.money(Decimal(one), currency or place.cohort.currency)
                     for one in (event.before, event.after))  # fmt: skip
    page = settings.SITE_URL + reverse("journeys:territory", args=[place.public_id])
    text = french.say(
        "Bonjour,\n\nL’aide que vous recevez a changé : votre contribution, qui en est une part, "
        "passe de {before} à {after}. Ce qui vous était demandé est repris par un avoir ; ce que "
        "vous avez versé en trop vous est rendu.\n\n{page}\n",
        before=before, after=after, page=page,
    )  # fmt: skip
    for who in leads(place, at):
        post(
            key=f"journeys.share:{place.pk}:{event.fee}:{at.isoformat()}:{who.pk}",
            to=who.person.email,
            at=at,
            subject=french.typeset(
                french.say("{place} : votre contribution passe à {after}", place=place, after=after)
            ),
            text=french.typeset(text),
        )
