"""Letters about orders: given, with its day to answer; withdrawn, with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.letters_money import leads
from cordee.journeys.models import Order
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def read(key: int) -> Order:
    """An order with what its letters tell."""
    return Order.objects.select_related("participation__cohort__edition__current").get(pk=key)


def page_of(order: Order) -> str:
    """Where the winner reads it."""
    own = reverse("journeys:territory", args=[order.participation.public_id])
    return f"{settings.SITE_URL}{own}#commandes"


def tell_given(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever leads the delegation learns of the order, and until when to answer."""
    order = read(event.order)
    until = (
        french.say("Dites à l’équipe si vous l’acceptez, au plus tard le {day}.",
                   day=french.day(order.reply_by))
        if order.reply_by
        else french.say("Dites à l’équipe si vous l’acceptez.")
    )  # fmt: skip
    text = french.say(
        "Bonjour,\n\nUne commande vous est donnée : {label}, {sum}.\n{until}\n\n{page}\n",
        label=order.label, sum=french.money(order.amount, order.currency), until=until,
        page=page_of(order),
    )  # fmt: skip
    subject = french.say("Une commande pour {place} : {label}", place=order.participation,
                         label=order.label)  # fmt: skip
    _post(order, "given", subject, text, at)


def tell_withdrawn(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: an order is withdrawn, the winner has nothing to answer any more."""
    order = read(event.order)
    text = french.say(
        "Bonjour,\n\nLa commande « {label} » est retirée : {reason}. Vous n’avez plus à y "
        "répondre.\n\n{page}\n",
        label=order.label, reason=order.withdrawn_because.rstrip("."), page=page_of(order),
    )  # fmt: skip
    _post(order, "withdrawn", french.say("Commande retirée : {label}", label=order.label), text, at)


def _post(order: Order, what: str, subject: str, text: str, at: datetime) -> None:
    for who in leads(order.participation, at):
        post(
            key=f"journeys.order:{what}:{order.pk}:{who.pk}",
            to=who.person.email,
            at=at,
            subject=french.typeset(subject),
            text=french.typeset(text),
        )
