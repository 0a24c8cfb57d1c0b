"""Reading the orders of a cohort: who may receive them, what was given, whose turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.models import Order
from cordee.journeys.queries.ledger import wall_clock
from cordee.journeys.rules.orders import Given, Winner

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort, Participation
    from cordee.programme.schema.money import CallOff


def able(cohort: Cohort, rule: CallOff) -> list[Participation]:
    """The territories that may receive an order: those still there, of its tracks."""
    rows = cohort.participations.filter(ends=None).select_related("outcome")
    return [one for one in rows.order_by("name", "pk") if one.lives(rule.tracks)]


def winners(rows: list[Participation]) -> list[Winner]:
    """The same, as the rules see them."""
    return [Winner(one.pk, one.name, one.outcome.rank) for one in rows]


def orders(cohort: Cohort) -> QuerySet[Order]:
    """Every order of a cohort, the last one first."""
    rows = Order.objects.filter(participation__cohort=cohort)
    return rows.select_related("participation").order_by("-on", "-pk")


def given(cohort: Cohort, key: str) -> list[Given]:
    """The orders given in one way, as the rules see them; one withdrawn was never given."""
    rows = orders(cohort).filter(call_off=key).exclude(state=Order.State.WITHDRAWN)
    return [
        Given(one.participation_id, one.label, one.amount, one.on,
              declined=one.state == Order.State.DECLINED)
        for one in rows.order_by("on", "pk")
    ]  # fmt: skip


def start_of(cohort: Cohort) -> date:
    """The day from which orders are given: that of the results."""
    return wall_clock(cohort, cohort.begun_at).date()
