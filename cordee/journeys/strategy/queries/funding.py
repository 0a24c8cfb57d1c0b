"""The accounts of a cohort by funder, each total read from its lines (R346)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from cordee.journeys.models import Charge
from cordee.journeys.strategy.models import Funding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort

TERRITORIES = "Territoires lauréats (contributions)"


def lines(cohort: Cohort) -> QuerySet[Funding]:
    """The lines that count, by funder then date."""
    return Funding.objects.filter(cohort=cohort, cancelled_at=None).order_by("funder", "on", "pk")


@dataclass(frozen=True, slots=True)
class Account:
    """What a funder brought, in money and otherwise, and what the programme announced."""

    funder: str
    cash: Decimal
    in_kind: Decimal
    days: Decimal
    announced: Decimal | None
    lines: list[Funding]

    @property
    def total(self) -> Decimal:
        """Everything brought, valued."""
        return self.cash + self.in_kind


def totals(found: Sequence[Account]) -> dict[str, Decimal]:
    """What all brought together: in money, otherwise, in days, and both valued."""
    nothing = Decimal(0)
    return {
        "cash": sum((one.cash for one in found), nothing),
        "in_kind": sum((one.in_kind for one in found), nothing),
        "days": sum((one.days for one in found), nothing),
        "whole": sum((one.total for one in found), nothing),
    }


def accounts(cohort: Cohort) -> list[Account]:
    """One account a funder: those announced, those met, and the territories that paid."""
    announced = {str(one.label): one.amount for one in cohort.edition.definition.funders}
    rows = lines(cohort)
    found = {name: list(group) for name, group in groupby(rows, key=lambda one: one.funder)}
    made = [
        _account(name, found.get(name, []), announced.get(name))
        for name in dict.fromkeys([*announced, *found])
    ]
    charges = Charge.objects.filter(participation__cohort=cohort).exclude(paid_at=None)
    paid = sum(charges.order_by("pk").values_list("amount", flat=True), Decimal(0))
    if paid:
        made.append(Account(TERRITORIES, paid, Decimal(0), Decimal(0), None, []))
    return made


def _account(name: str, rows: list[Funding], announced: Decimal | None) -> Account:
    cash = [one.amount for one in rows if one.nature == Funding.Nature.CASH]
    other = [one.amount for one in rows if one.nature != Funding.Nature.CASH]
    days = [one.days for one in rows if one.days is not None]
    zero = Decimal(0)
    return Account(name, sum(cash, zero), sum(other, zero), sum(days, zero), announced, rows)
