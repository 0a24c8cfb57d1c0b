"""Give an order to a winner of a framework call, write its answer, or withdraw it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.events import OrderAnswered, OrderGiven, OrderWithdrawn
from cordee.journeys.models import Cohort, Order
from cordee.journeys.queries import wall_clock
from cordee.journeys.queries.orders import able, given, start_of, winners
from cordee.journeys.rules.orders import Wanted, faults, reply_by
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from cordee.journeys.models import Participation
    from cordee.people.models import User


@transaction.atomic
def give_order(
    participation: Participation,
    key: str,
    *,
    label: str,
    amount: Decimal,
    because: str = "",
    by: User,
    at: datetime,
) -> Order:
    """Give an order, to whose turn it is, or to another with a reason.

    Raises `Refused` beyond the size, the total or the time of the call, or out of turn.
    """
    cohort = participation.cohort
    Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    rule = next((x for x in cohort.edition.definition.call_offs if x.key == key), None)
    if rule is None:
        raise Refused(broken("order.unknown", "way", "L’appel ne prévoit pas cette commande."))
    who = winners(able(cohort, rule))
    to = next((one for one in who if one.key == participation.pk), None)
    if to is None:
        raise Refused(broken("order.whom", "to", "Ce territoire ne reçoit pas ces commandes."))
    today = wall_clock(cohort, at).date()
    wanted = Wanted(to, tidy(label), amount, today, tidy(because))
    if found := faults(rule, who, given(cohort, key), wanted, start_of(cohort)):
        raise Refused(found)
    made = Order.objects.create(
        participation=participation, call_off=key, label=tidy(label)[:200], amount=amount,
        currency=rule.currency, on=today, reply_by=reply_by(rule, today),
        because=tidy(because)[:300], at=at, by=by,
    )  # fmt: skip
    record(OrderGiven(order=made.pk, participation=participation.pk), by=by, at=at)
    return made


@transaction.atomic
def answer_order(order: Order, *, accepted: bool, by: User, at: datetime) -> None:
    """Write that a winner accepts an order, or declines it; the first answer stands."""
    state = Order.State.ACCEPTED if accepted else Order.State.DECLINED
    if not Order.objects.filter(pk=order.pk, state=Order.State.ASKED).update(state=state):
        raise Refused(broken("order.answered", "order", "Cette commande a déjà sa réponse."))
    made = OrderAnswered(order=order.pk, participation=order.participation_id, state=state.value)
    record(made, by=by, at=at)


@transaction.atomic
def withdraw_order(order: Order, *, reason: str, by: User, at: datetime) -> None:
    """Withdraw an order that waits for its answer: its turn and its sum are free again.

    Raises `Refused` without a reason, which the winner reads, and once it is answered.
    """
    if not tidy(reason):
        raise Refused(missing("order.reason", "reason", "Dites la raison : le territoire la lit."))
    rows = Order.objects.filter(pk=order.pk, state=Order.State.ASKED)
    state, said = Order.State.WITHDRAWN, tidy(reason)[:300]
    if not rows.update(state=state, withdrawn_because=said):
        sentence = "Cette commande a déjà sa réponse : elle ne se retire plus."
        raise Refused(broken("order.answered", "reason", sentence))
    record(OrderWithdrawn(order=order.pk, participation=order.participation_id), by=by, at=at)
