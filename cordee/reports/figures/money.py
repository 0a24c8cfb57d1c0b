"""Figures of the money: what is due, received, brought and valued."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.journeys.models import Charge
from cordee.journeys.strategy.models import Funding
from cordee.kernel import french
from cordee.reports.figures.labels import LABELS, said_day
from cordee.reports.rules import Figure, Period, Rows
from cordee.web.requests import once


def _charges(period: Period, field: str) -> list[Charge]:
    """Those of which that instant is in the period."""
    span = period.instants()
    known = Charge.objects.filter(Q(at__range=span) | Q(paid_at__range=span))
    rows = known.select_related("participation").order_by("pk")
    found = once(f"charges {period}", lambda: list(rows))
    return [one for one in found if (at := getattr(one, field)) and span[0] <= at <= span[1]]


def fees_due(period: Period) -> Figure:
    """Contributions due."""
    return _money("fees_due", str(LABELS["fees_due"]), _charges(period, "at"))


def fees_paid(period: Period) -> Figure:
    """Contributions received, by the day they were paid."""
    return _money("fees_paid", str(LABELS["fees_paid"]), _charges(period, "paid_at"))


def _money(key: str, label: str, rows: list[Charge]) -> Figure:
    cells = [
        (one.participation.name, one.because, one.amount, said_day(one.paid_at)) for one in rows
    ]
    total = sum((row[2] for row in cells), Decimal(0))
    return Figure(key, label, total,
                  Rows((_("Territoire"), _("Règle"), _("Montant (€)"), _("Reçue le")), cells),
                  unit="€")  # fmt: skip


def _funding(period: Period, *natures: str) -> list[Funding]:
    rows = Funding.objects.filter(on__range=(period.first, period.last), cancelled_at=None)
    found = once(f"funding {period}", lambda: list(rows.order_by("funder", "on", "pk")))
    return [one for one in found if one.nature in natures]


def _funded(key: str, label: str, rows: list[Funding]) -> Figure:
    cells = [(one.funder, one.what, one.get_nature_display(), one.get_form_display(), one.amount,
              _said_days(one), str(one.on), one.source) for one in rows]  # fmt: skip
    columns = (_("Financeur"), _("Ce que cela paie"), _("Nature"), _("Cadre"), _("Montant (€)"),
               _("Jours"), _("Date"), _("Source"))  # fmt: skip
    total = sum((row[4] for row in cells), Decimal(0))
    return Figure(key, label, total, Rows(columns, cells), unit="€",
                  source=_("Comptes par financeur"))  # fmt: skip


def _said_days(line: Funding) -> str:
    """The days and their rate, beside the amount they make (R307)."""
    if line.days is None or line.rate is None:
        return "–"
    return f"{french.number(line.days)} × {french.money(line.rate)}"


def funded(period: Period) -> Figure:
    """Money brought by each funder (R346)."""
    return _funded("funded", str(LABELS["funded"]), _funding(period, "cash"))


def valued(period: Period) -> Figure:
    """What was brought otherwise, valued at a rate told beside it (R305)."""
    rows = _funding(period, "in_kind", "skills", "volunteer")
    return _funded("valued", str(LABELS["valued"]), rows)


def funders(period: Period) -> Figure:
    """How many funders, and the share of each."""
    rows = _funding(period, "cash", "in_kind", "skills", "volunteer")
    total: dict[str, Decimal] = defaultdict(Decimal)
    for one in rows:
        total[one.funder] += one.amount
    whole = sum(total.values(), Decimal(0))
    cells = [(name, amount, f"{french.number(round(100 * amount / whole, 1))} %" if whole else "–")
             for name, amount in sorted(total.items())]  # fmt: skip
    return Figure("funders", str(LABELS["funders"]), len(cells),
                  Rows((_("Financeur"), _("Montant (€)"), _("Part")), cells),
                  source=_("Comptes par financeur"), chart=(0, 1))  # fmt: skip
