"""Figures of what is around a year: allies, help outside programmes, sequels, films and sheets."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.journeys.learning.models import TakeUp
from cordee.journeys.strategy.models import Contribution, SequelChosen, Support
from cordee.journeys.strategy.queries import diagnoses, giving
from cordee.kernel import french
from cordee.reports.figures.course import accompanied
from cordee.reports.figures.labels import LABELS, said_day
from cordee.reports.rules import Figure, Period, Rows
from cordee.selection.queries.statistics import kind_name
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Callable

ZERO = Decimal(0)


def _days(period: Period, *, paid: bool) -> list[Contribution]:
    rows = giving.counted(period.first, period.last)
    found = once(f"days of allies {period}", lambda: list(rows))
    return [one for one in found if (one.manner == Contribution.Manner.PAID) is paid]


def _cells(rows: list[Contribution]) -> list[tuple[str | Decimal, ...]]:
    return [
        (str(one.who), str(one.get_activity_display()), one.what, one.days, one.rate,
         one.days * one.rate, str(one.get_manner_display()), str(one.on), one.source)
        for one in rows
    ]  # fmt: skip


def _allies(key: str, *, paid: bool, column: int, unit: str = "") -> Callable[[Period], Figure]:
    """Days of allies or what they are worth: the sum of one column of the same lines (R304)."""

    def count(period: Period) -> Figure:
        cells = _cells(_days(period, paid=paid))
        columns = (_("Allié·e"), _("Activité"), _("Objet"), _("Jours"), _("Valeur d’un jour (€)"),
                   _("Montant (€)"), _("Manière"), _("Date"), _("Source"))  # fmt: skip
        total = sum((Decimal(row[column]) for row in cells), ZERO)
        return Figure(key, str(LABELS[key]), total, Rows(columns, cells), unit=unit,
                      source=_("Jours d’alliés"))  # fmt: skip

    return count


days_paid = _allies("days_paid", paid=True, column=3)
days_given = _allies("days_given", paid=False, column=3)
allies_paid = _allies("allies_paid", paid=True, column=5, unit="€")
allies_given = _allies("allies_given", paid=False, column=5, unit="€")


def _supports(key: str, towards: str) -> Callable[[Period], Figure]:
    """Whom the house helped outside any programme, with the days of the period (R337, R342)."""

    def count(period: Period) -> Figure:
        every = once(f"supports {period}", lambda: giving.supported(period.first, period.last))
        rows = [one for one in every if one.support.towards == towards]
        cells = [
            (
                one.support.name,
                one.support.nature,
                one.support.outputs or "–",
                one.times,
                one.days,
                str(one.support.starts),
            )
            for one in rows
        ]
        columns = (_("Qui"), _("Ce qui est apporté"), _("Ce qui en est sorti"), _("Étapes"),
                   _("Jours"), _("Depuis le"))  # fmt: skip
        return Figure(key, str(LABELS[key]), len(cells), Rows(columns, cells),
                      source=_("Appuis hors programme"))  # fmt: skip

    return count


supported = _supports("supported", Support.Towards.TERRITORY)
supported_allies = _supports("supported_allies", Support.Towards.ALLY)


def sequels(period: Period) -> Figure:
    """Territories that said, in the period, what they live next: their last choice (R319)."""
    rows = SequelChosen.objects.filter(at__range=period.instants())
    last = rows.order_by("participation_id", "-pk").distinct("participation_id")
    cells = [
        (one.participation.name, one.label, said_day(one.at))
        for one in last.select_related("participation")
    ]
    return Figure("sequels", str(LABELS["sequels"]), len(cells),
                  Rows((_("Territoire"), _("Suite choisie"), _("Le")), cells))  # fmt: skip


def takeups(period: Period) -> Figure:
    """How often what the house publishes was taken up elsewhere (R262)."""
    rows = TakeUp.objects.filter(on__range=(period.first, period.last), cancelled_at=None)
    found = rows.filter(resource__removed_at=None).select_related("resource").order_by("on", "pk")
    cells = [(one.resource.title, one.who, str(one.on), one.link or "–") for one in found]
    return Figure("takeups", str(LABELS["takeups"]), len(cells),
                  Rows((_("Ressource"), _("Reprise par"), _("Le"), _("Lien")), cells))  # fmt: skip


def followed(period: Period) -> Figure:
    """Territories whose diagnosis was made again: from which visit to which (R193)."""
    cells = [
        (one.name, french.day(one.first, weekday=False), french.day(one.last, weekday=False),
         one.visits, ", ".join(one.cohorts))
        for one in diagnoses.followed(until=period.last)
        if one.last >= period.first
    ]  # fmt: skip
    columns = (_("Territoire"), _("Première visite"), _("Dernière visite"), _("Visites"),
               _("Cohortes"))  # fmt: skip
    return Figure("followed", str(LABELS["followed"]), len(cells), Rows(columns, cells))


def sizes(period: Period) -> Figure:
    """Kinds of the territories accompanied, with the size of each (R314)."""
    rows = sorted(
        accompanied(period), key=lambda one: one.territory.population or 0 if one.territory else 0
    )
    cells = [
        (one.name, kind_name(one.territory.kind) if one.territory else _("non précisée"),
         one.territory.population if one.territory and one.territory.population else "–")
        for one in rows
    ]  # fmt: skip
    return Figure("sizes", str(LABELS["sizes"]), len({row[1] for row in cells}),
                  Rows((_("Territoire"), _("Nature"), _("Population")), cells),
                  source=_("Code officiel géographique"))  # fmt: skip
