"""Figures of the year: who was accompanied, what was held, what was kept."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import queries as journeys
from cordee.journeys.models import Charter, Meeting, Participation, Presence
from cordee.journeys.strategy.models import Verbatim
from cordee.kernel.findings import Verdict
from cordee.reports.figures.labels import LABELS, said_day
from cordee.reports.rules import Figure, Period, Rows, share
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet


def accompanied(period: Period) -> list[Participation]:
    """Those that took part at some time of the period."""
    running = Participation.objects.filter(starts__lte=period.last).exclude(ends__lt=period.first)
    rows = running.select_related("cohort__edition__current", "territory").order_by("cohort", "pk")
    return once(f"accompanied {period}", lambda: list(rows))


def territories(period: Period) -> Figure:
    """Territories accompanied at some time of the period."""
    cells = [(one.name, one.cohort.label, str(one.starts)) for one in accompanied(period)]
    return Figure("territories", str(LABELS["territories"]), len(cells),
                  Rows((_("Territoire"), _("Cohorte"), _("Depuis le")), cells))  # fmt: skip


def _meetings(period: Period) -> QuerySet[Meeting]:
    return Meeting.objects.filter(
        starts__range=period.instants(), state__in=(Meeting.State.HELD, Meeting.State.CLOSED)
    ).select_related("cohort").order_by("starts", "pk")  # fmt: skip


def _held(period: Period) -> list[Meeting]:
    return once(f"meetings {period}", lambda: list(_meetings(period)))


def meetings(period: Period) -> Figure:
    """Meetings held."""
    cells = [(one.label, one.title, said_day(one.starts), one.kind) for one in _held(period)]
    return Figure("meetings", str(LABELS["meetings"]), len(cells),
                  Rows((_("Rencontre"), _("Thème"), _("Date"), _("Nature")), cells))  # fmt: skip


def _forgotten(period: Period) -> list[tuple[str, dict[str, int]]]:
    """What stays of the sheets whose names were forgotten at the term of their call."""
    rows = _held(period)
    return [(one.label, one.presence_counts) for one in rows if one.presence_counts is not None]


def _written(period: Period) -> list[Presence]:
    """What the sheets of these meetings say."""
    rows = (
        Presence.objects.filter(meeting__in=_meetings(period))
        .select_related("meeting", "delegate__person", "delegate__participation")
        .order_by("day", "half", "pk")
    )
    return once(f"presences {period}", lambda: list(rows))


def presence(period: Period) -> Figure:
    """Half-days signed out of the half-days written on the sheets."""
    rows = _written(period)
    halves = {value: str(label) for value, label in Presence.Half.choices}
    words = {value: str(label) for value, label in Presence.Status.choices}
    cells = [
        (str(one.delegate.person), one.delegate.participation.name, one.meeting.label,
         str(one.day), halves[one.half], words[one.status])
        for one in rows
    ]  # fmt: skip
    forgotten = _forgotten(period)
    there = sum(one.status in journeys.PRESENT for one in rows)
    there += sum(one["present"] for _label, one in forgotten)
    written = len(cells) + sum(one["halves"] for _label, one in forgotten)
    columns = (
        _("Personne"),
        _("Territoire"),
        _("Rencontre"),
        _("Jour"),
        _("Demi-journée"),
        _("État"),
    )
    return Figure("presence", str(LABELS["presence"]), share(there, written),
                  Rows(columns, cells), unit="%", source=_("Feuilles de présence"),
                  note=_("aucune feuille de présence"))  # fmt: skip


def attendance(period: Period) -> Figure:
    """People present at a meeting, on average: who signed a half-day of it at least (R251)."""
    came: dict[int, set[int]] = {}
    for one in _written(period):
        if one.status in journeys.PRESENT:
            came.setdefault(one.meeting_id, set()).add(one.delegate_id)
    cells = [(one.label, len(came[one.pk])) for one in _held(period) if one.pk in came]
    cells += [(label, one["people"]) for label, one in _forgotten(period) if one["people"]]
    total = sum(count for _label, count in cells)
    mean = (Decimal(total) / len(cells)).quantize(Decimal("0.1")) if cells else None
    return Figure("attendance", str(LABELS["attendance"]), mean,
                  Rows((_("Rencontre"), _("Personnes présentes")), cells),
                  source=_("Feuilles de présence"),
                  note=_("aucune feuille de présence"))  # fmt: skip


def _ledgers(period: Period) -> Iterable[tuple[journeys.Ledger, Participation]]:
    """Each territory with what its cohort signed and showed, read once a cohort."""
    for _cohort, rows in groupby(accompanied(period), key=lambda one: one.cohort_id):
        group = list(rows)
        ledger = journeys.Ledger.read(group[0].cohort, group)
        for participation in group:
            yield ledger, participation


def pledges(period: Period) -> Figure:
    """Obligations of the territories held at the end of the period."""
    at = min(period.instants()[1], timezone.now())
    cells = [
        (participation.name, str(state.pledge.label), state.finding.verdict)
        for ledger, participation in _ledgers(period)
        for state in ledger.pledges(participation, at)
        if state.finding.strength == "obligation"
    ]
    held = sum(verdict == Verdict.OK for _name, _label, verdict in cells)
    words = {
        Verdict.OK: _("tenu"),
        Verdict.MISSING: _("à tenir"),
        Verdict.BROKEN: _("non tenu"),
        Verdict.IMPOSSIBLE: _("ne peut plus être tenu"),
    }
    told = [(name, label, words[verdict]) for name, label, verdict in cells]
    return Figure("pledges", str(LABELS["pledges"]), share(held, len(cells)),
                  Rows((_("Territoire"), _("Engagement"), _("État")), told), unit="%",
                  note=_("aucun territoire accompagné"))  # fmt: skip


def charters(period: Period) -> Figure:
    """Charters signed."""
    rows = (
        Charter.objects.filter(signed_at__range=period.instants())
        .select_related("participation")
        .order_by("signed_at", "pk")
    )
    cells = [
        (one.participation.name, one.signatory, one.capacity, said_day(one.signed_at))
        for one in rows
    ]
    columns = (_("Territoire"), _("Signataire"), _("Qualité"), _("Date"))
    return Figure("charters", str(LABELS["charters"]), len(cells), Rows(columns, cells))


def testimonies(period: Period) -> Figure:
    """Testimonies everybody may read: kept by their marker, told anew each time they are shown."""
    rows = Verbatim.objects.filter(
        on__range=(period.first, period.last), audience="public", withdrawn_at=None, film=None
    )
    cells = [
        (one.marker, one.participation.name if one.participation else "–", one.question)
        for one in rows.select_related("participation").order_by("on", "pk")
    ]
    return Figure("testimonies", str(LABELS["testimonies"]), len(cells),
                  Rows((_("Témoignage"), _("Territoire"), _("Question")), cells))  # fmt: skip
