"""What orders remind of: an answer that did not come by its day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cordee.journeys.letters_money import leads
from cordee.journeys.letters_orders import page_of
from cordee.journeys.models import Order
from cordee.kernel import french
from cordee.ledger.reminders import Proposal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cordee.journeys.models import Delegate

MORNING = time(9)


class Unanswered:
    """The morning after its day, whoever leads the delegation is told the order still waits."""

    key = "journeys.order_unanswered"
    label = _("Commande sans réponse")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Every order that says until when; those answered or withdrawn are told nothing."""
        rows = Order.objects.exclude(reply_by=None)
        joined = rows.select_related("participation__cohort__edition__current")
        for one in joined.order_by("reply_by", "pk"):
            for who in leads(one.participation, at):
                yield _proposal(one, who)


def _proposal(order: Order, who: Delegate) -> Proposal:
    assert order.reply_by is not None  # noqa: S101 - filtered by the caller
    morning = datetime.combine(order.reply_by, MORNING, order.participation.zone)
    text = french.say(
        "Bonjour,\n\nLa commande « {label} » attendait votre réponse le {day}. Dites à l’équipe si "
        "vous l’acceptez ou la refusez : sans réponse, elle peut aller à un autre.\n\n{page}\n",
        label=order.label, day=french.day(order.reply_by), page=page_of(order),
    )  # fmt: skip
    return Proposal(
        person=f"person:{who.person_id}",
        name=str(who.person),
        to=who.person.email,
        subject=("order", str(order.pk)),
        subject_name=order.label,
        occurrence="réponse",
        due=morning + timedelta(days=1),
        title=french.typeset(french.say("Commande sans réponse : {label}", label=order.label)),
        text=french.typeset(text),
        skip="" if order.state == Order.State.ASKED else french.say("Elle n’attend plus rien."),
    )


UNANSWERED = Unanswered()
