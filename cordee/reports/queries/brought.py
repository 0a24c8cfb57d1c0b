"""The money the house knows of for a period, as lines of accounts (R346)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils.translation import gettext as _

from cordee.journeys.models import Charge
from cordee.journeys.strategy.models import Funding
from cordee.journeys.strategy.queries import giving
from cordee.reports.rules.accounts import CHARGE, INCOME, Line
from cordee.reports.rules.figures import Period

if TYPE_CHECKING:
    from datetime import date

SOURCE = "Registres de la maison"


def lines(first: date, last: date) -> list[Line]:
    """One line a funder for the money received, one for what territories paid, one a paid ally."""
    rows = Funding.objects.filter(
        on__range=(first, last), nature=Funding.Nature.CASH, cancelled_at=None
    )
    totals = rows.values("funder").annotate(total=Sum("amount")).order_by("funder")
    found = [Line(INCOME, _("Financeurs"), one["funder"], one["total"], SOURCE) for one in totals]
    paid = Charge.objects.filter(paid_at__range=Period(first, last).instants())
    total = paid.aggregate(total=Sum("amount"))["total"]
    if total:
        found.append(Line(INCOME, _("Participations"), _("Territoires"), total, SOURCE))
    spent = giving.paid_by_ally(first, last)
    return [*found, *(Line(CHARGE, _("Alliés"), name, worth, SOURCE) for name, worth in spent)]
