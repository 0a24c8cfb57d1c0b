"""Figures of what the alliance does together: workstreams, assemblies, what is said."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from cordee.alliance.works.models import (
    AssemblyDay,
    LeadersMeeting,
    WorkAlly,
    WorkObjection,
    Workstream,
    WorkSupport,
)
from cordee.alliance.works.queries import assemblies, speaking
from cordee.kernel import french
from cordee.reports.figures.labels import LABELS, said_day
from cordee.reports.rules import Figure, Period, Rows
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def _day(value: date | None) -> str:
    return french.day(value, weekday=False) if value else "–"


def _running(period: Period) -> QuerySet[Workstream]:
    """Those launched by the end of the period and not over before it."""
    rows = Workstream.objects.filter(launched_on__lte=period.last)
    return rows.exclude(ended_on__lt=period.first)


def _told(period: Period) -> list[Workstream]:
    """Those begun or presented by the end of the period: two figures read them."""
    rows = Workstream.objects.filter(
        Q(launched_on__lte=period.last) | Q(presented_on__lte=period.last)
    ).select_related("theme", "leader")
    return once(f"workstreams {period}", lambda: list(rows.order_by("title", "pk")))


def workstreams(period: Period) -> Figure:
    """Workstreams that ran at some time of the period."""
    cells = [
        (one.title, str(one.theme or "–"), str(one.leader or "–"), _day(one.launched_on),
         str(one.get_state_display()))
        for one in _told(period)
        if one.launched_on and one.launched_on <= period.last
        and not (one.ended_on and one.ended_on < period.first)
    ]  # fmt: skip
    columns = (_("Chantier"), _("Thème"), _("Référent·e"), _("Lancé le"), _("État"))
    return Figure("workstreams", str(LABELS["workstreams"]), len(cells), Rows(columns, cells))


def builders(period: Period) -> Figure:
    """People who took part in these workstreams, each once (R215)."""
    rows = WorkAlly.objects.filter(workstream__in=_running(period), joined__lte=period.last)
    cells = list(
        rows.exclude(left__lt=period.first)
        .order_by("workstream__title", "pk")
        .values_list("workstream__title", "person", "organisation__name")
    )
    told = [(title, name or _("en son nom")) for title, _who, name in cells]
    people = {person for _title, person, _name in cells}
    columns = (_("Chantier"), _("Pour"))
    return Figure("builders", str(LABELS["builders"]), len(people), Rows(columns, told))


def presented(period: Period) -> Figure:
    """Workstreams presented in the period, and what became of each."""
    cells = [
        (one.title, _day(one.presented_on), str(one.get_state_display()))
        for one in sorted(_told(period), key=lambda one: (one.presented_on or period.last, one.pk))
        if one.presented_on and period.first <= one.presented_on <= period.last
    ]
    columns = (_("Chantier"), _("Présenté le"), _("État"))
    return Figure("presented", str(LABELS["presented"]), len(cells), Rows(columns, cells))


def objected(period: Period) -> Figure:
    """Workstreams objected to in the period, each once, with what became of the objection."""
    rows = WorkObjection.objects.filter(at__range=period.instants())
    found: dict[int, list[tuple[str, str, str]]] = {}
    for one in rows.select_related("workstream").order_by("at", "pk"):
        said = str(one.get_outcome_display()) or _("sans réponse")
        cell = (one.workstream.title, said_day(one.at), said)
        found.setdefault(one.workstream_id, []).append(cell)
    cells = [cell for every in found.values() for cell in every]
    columns = (_("Chantier"), _("Objection du"), _("Issue"))
    return Figure("objected", str(LABELS["objected"]), len(found), Rows(columns, cells))


def supports(period: Period) -> Figure:
    """Money granted to workstreams in the period, against what their ceiling allowed (R222)."""
    rows = WorkSupport.objects.filter(
        decision__adopted=True, decision__struck_at=None,
        decision__on__range=(period.first, period.last),
    ).select_related("workstream", "frame", "decision")  # fmt: skip
    cells = [
        (one.workstream.title, one.decision.amount, one.asked,
         french.money(one.frame.ceiling) if one.frame.ceiling is not None else "–", one.pays,
         _day(one.decision.on))
        for one in rows.order_by("decision__on", "pk")
        if one.decision is not None
    ]  # fmt: skip
    columns = (_("Chantier"), _("Accordé (€)"), _("Demandé (€)"), _("Plafond"),
               _("Ce que la somme paie"), _("Décidé le"))  # fmt: skip
    total = sum((row[1] for row in cells), Decimal(0))
    return Figure("supports", str(LABELS["supports"]), total, Rows(columns, cells), unit="€",
                  source=_("Registre des décisions"))  # fmt: skip


def leaders(period: Period) -> Figure:
    """Meetings of those who carry workstreams."""
    rows = LeadersMeeting.objects.filter(on__range=(period.first, period.last))
    cells = [(_day(one.on), one.attended, one.note) for one in rows.order_by("on", "pk")]
    columns = (_("Date"), _("Personnes présentes"), _("Ce qui s’est dit"))
    return Figure("leaders", str(LABELS["leaders"]), len(cells), Rows(columns, cells))


def assembled(period: Period) -> Figure:
    """People who came to the assemblies of the period, day by day and by mode (R203)."""
    rows = assemblies.every_day().filter(
        on__range=(period.first, period.last), assembly__kind="assembly"
    )
    cells = [_assembled(one) for one in rows.prefetch_related(None)]
    columns = (_("Assemblée"), _("Date"), _("Se tient"), _("Sur place"), _("À distance"))
    total = sum(row[3] + row[4] for row in cells)
    return Figure("assembled", str(LABELS["assembled"]), total, Rows(columns, cells))


def _assembled(day: AssemblyDay) -> tuple[str, str, str, int, int]:
    found = assemblies.counted(day)
    mode = str(day.get_mode_display())
    return day.assembly.title, _day(day.on), mode, found.on_site, found.remote


def spoken(period: Period) -> Figure:
    """Everything in the register of communication, by kind."""
    return _lines("spoken", period)


def interventions(period: Period) -> Figure:
    """Interventions, by kind."""
    return _lines("interventions", period, "intervention")


def press(period: Period) -> Figure:
    """What was said of the alliance."""
    return _lines("press", period, "press")


def _lines(key: str, period: Period, family: str = "") -> Figure:
    rows = speaking.between(period.first, period.last).prefetch_related(None)
    found = once(f"register {period}", lambda: list(rows))
    cells = [(one.kind.label, one.title, _day(one.on), one.who, one.place)
             for one in found if family in {"", one.kind.list}]  # fmt: skip
    columns = (_("Genre"), _("Titre"), _("Date"), _("Qui"), _("Où"))
    return Figure(key, str(LABELS[key]), len(cells), Rows(columns, cells),
                  source=_("Registre de communication"))  # fmt: skip
