"""Figures of the calls: who applied, from where, with whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.models import Application, Deposit, Referral
from cordee.calls.models import Edition
from cordee.reports.figures.labels import LABELS, said_day
from cordee.reports.rules import Figure, Period, Rows, share
from cordee.selection.queries.statistics import kind_name
from cordee.territories.rules import department_name
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet


def calls(period: Period) -> Figure:
    """Calls published during the period."""
    first, last = period.instants()
    cells = [
        (edition.title, said_day(edition.published_at), said_day(edition.closes_at))
        for edition in _published()
        if edition.published_at is not None and first <= edition.published_at <= last
    ]
    return Figure("calls", str(LABELS["calls"]), len(cells),
                  Rows((_("Appel"), _("Publié le"), _("Clôture")), cells))  # fmt: skip


def lives() -> list[tuple[date, date]]:
    """From the publication of each call to its closing, or to the last meeting of its cohort."""
    return [
        (timezone.localdate(one.published_at), timezone.localdate(max(ends)))
        for one in _published()
        if (ends := [end for end in (one.closes_at, one.last) if end is not None])
    ]


def _published() -> list[Any]:
    """Every call published, with the last meeting of its cohort."""
    rows = Edition.objects.published().annotate(last=Max("cohort__meetings__starts"))
    return once("published calls", lambda: list(rows.order_by("pk")))


def _files(period: Period) -> QuerySet[Application]:
    return (
        Application.objects.filter(started_at__range=period.instants())
        .exclude(pk__in=period.without)
        .select_related("edition")
        .order_by("edition", "pk")
    )


def files(period: Period) -> Figure:
    """Files begun during the period, handed in or not."""
    cells = [(one.body_name, one.edition.title, said_day(one.started_at)) for one in _files(period)]
    return Figure("files", str(LABELS["files"]), len(cells),
                  Rows((_("Structure"), _("Appel"), _("Commencée le")), cells))  # fmt: skip


def _deposits(period: Period) -> list[Deposit]:
    """The deposits in force, by the day they were handed in; one a candidate."""
    standing = Deposit.objects.filter(in_force__withdrawn_at=None, in_force__previous=None)
    rows = (
        standing.filter(at__range=period.instants())
        .exclude(in_force=None)
        .exclude(application__in=period.without)
        .select_related("application__edition", "version")
        .defer("findings", "version__content", "version__texts")
        .order_by("application__edition", "pk")
    )
    return once(f"deposits {period}", lambda: list(rows))


def deposits(period: Period) -> Figure:
    """Files handed in and not withdrawn."""
    cells = [
        (one.application.body_name, one.application.edition.title, said_day(one.at))
        for one in _deposits(period)
    ]
    return Figure("deposits", str(LABELS["deposits"]), len(cells),
                  Rows((_("Structure"), _("Appel"), _("Déposée le")), cells))  # fmt: skip


def departments(period: Period) -> Figure:
    """Departments from which files came, with how many each."""
    count = Counter(one.application.department for one in _deposits(period))
    cells = [
        (department_name(code) if code else _("non précisé"), code or "–", number)
        for code, number in sorted(count.items())
    ]
    return Figure("departments", str(LABELS["departments"]), len(cells),
                  Rows((_("Département"), _("Code"), _("Candidatures")), cells),
                  chart=(0, 2))  # fmt: skip


def kinds(period: Period) -> Figure:
    """Kinds of bodies that applied."""
    count = Counter(kind_name(one.application.kind) for one in _deposits(period))
    cells = sorted(count.items())
    return Figure("kinds", str(LABELS["kinds"]), len(cells),
                  Rows((_("Nature"), _("Candidatures")), cells), chart=(0, 1))  # fmt: skip


def people(period: Period) -> Figure:
    """People in the teams of the files handed in."""
    cells = [
        (
            " ".join((mate["given_name"], mate["family_name"])),
            mate["role"],
            one.application.body_name,
        )
        for one in _deposits(period)
        for mate in one.team
    ]
    return Figure("people", str(LABELS["people"]), len(cells),
                  Rows((_("Personne"), _("Rôle"), _("Structure")), cells))  # fmt: skip


def roles(period: Period) -> Figure:
    """Elected people among the teams, as a share (R246)."""
    found = list(_role_rows(period))
    elected = sum(actor == "elected" for _name, _body, actor in found)
    return Figure("elected", str(LABELS["elected"]),
                  share(elected, len(found)), Rows((_("Rôle"), _("Structure"), _("Acteur")), found),
                  unit="%", note=_("aucune équipe déposée"))  # fmt: skip


def _role_rows(period: Period) -> Iterable[tuple[str, str, str]]:
    for deposit in _deposits(period):
        team = deposit.version.definition.team
        actors = {role.key: role.actor for role in team.roles} if team else {}
        for mate in deposit.team:
            yield mate["role"], deposit.application.body_name, actors.get(mate["role"], "other")


def referrals(period: Period) -> Figure:
    """Territories directed to what may serve them next, during the period (R258)."""
    rows = (
        Referral.objects.filter(at__range=period.instants())
        .exclude(application__in=period.without)
        .select_related("application__edition")
        .order_by("application", "at", "pk")
    )
    cells = [
        (one.application.body_name, one.application.edition.title, one.get_kind_display(), one.text)
        for one in rows
    ]
    count = len({one.application_id for one in rows})
    columns = (_("Territoire"), _("Appel"), _("Vers"), _("Ce qui est proposé"))
    return Figure("referrals", str(LABELS["referrals"]), count, Rows(columns, cells))
