"""Figures of the choices: who was selected, out of how many; told once the embargo is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls.models import Edition
from cordee.calls.rules import embargo
from cordee.reports.figures.labels import LABELS, said_day
from cordee.reports.rules import Figure, Period, Rows, share
from cordee.selection.models import Outcome
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import datetime


def _outcomes(period: Period) -> list[Outcome]:
    """What was released in the period, and may be told today: a report leaves the house."""

    def read() -> list[Outcome]:
        rows = (
            Outcome.objects.filter(ruling__released_at__range=period.instants())
            .exclude(deposit__application__in=period.without)
            .exclude(ruling__edition__in=_under_embargo(period, timezone.now()))
            .select_related("deposit__application__edition", "ruling")
            .order_by("ruling", "pk")
        )
        return list(rows)

    return once(f"outcomes {period}", read)


def _under_embargo(period: Period, at: datetime) -> list[int]:
    """The calls whose results the teams know, and nobody else yet."""
    rows = Edition.objects.filter(rulings__released_at__range=period.instants())
    found = rows.exclude(current=None).select_related("current").distinct().order_by("pk")
    return [
        one.pk for one in found if (until := embargo(one.definition)) is not None and at < until
    ]


def winners(period: Period) -> Figure:
    """Places given: files selected by a released ruling."""
    cells = [
        (one.deposit.application.body_name, one.deposit.application.edition.title,
         said_day(one.ruling.released_at))
        for one in _outcomes(period)
        if one.result == Outcome.Result.SELECTED
    ]  # fmt: skip
    return Figure("winners", str(LABELS["winners"]), len(cells),
                  Rows((_("Territoire"), _("Appel"), _("Annoncé le")), cells))  # fmt: skip


def success(period: Period) -> Figure:
    """Share of the judged files that were selected."""
    cells = [
        (one.deposit.application.body_name, one.get_result_display()) for one in _outcomes(period)
    ]
    chosen = sum(one.result == Outcome.Result.SELECTED for one in _outcomes(period))
    return Figure("success", str(LABELS["success"]), share(chosen, len(cells)),
                  Rows((_("Structure"), _("Résultat")), cells), unit="%",
                  note=_("aucun résultat publié"))  # fmt: skip
