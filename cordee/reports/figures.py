"""Every figure the house knows: one function each, from the period to the number and its rows.

A figure never counts what it does not list: its value is computed from the very rows it shows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.applications.models import Application, Deposit
from cordee.calls.models import Edition
from cordee.calls.rules import embargo
from cordee.journeys import queries as journeys
from cordee.journeys.models import Charge, Charter, Meeting, Participation, Presence
from cordee.journeys.strategy.models import Funding, Verbatim
from cordee.kernel import french
from cordee.kernel.findings import Verdict
from cordee.reports.rules import Figure, Period, Rows, share
from cordee.selection.models import Outcome
from cordee.selection.queries.statistics import kind_name
from cordee.territories.rules import department_name
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    type Count = Callable[[Period], Figure]


LABELS: dict[str, Any] = {
    "calls": gettext_lazy("Appels publiés"),
    "files": gettext_lazy("Candidatures commencées"),
    "deposits": gettext_lazy("Candidatures déposées"),
    "departments": gettext_lazy("Départements d’où viennent les candidatures"),
    "kinds": gettext_lazy("Natures de collectivités candidates"),
    "people": gettext_lazy("Personnes dans les équipes candidates"),
    "elected": gettext_lazy("Part d’élu·es dans les équipes candidates"),
    "winners": gettext_lazy("Territoires lauréats"),
    "success": gettext_lazy("Taux de sélection"),
    "territories": gettext_lazy("Territoires accompagnés"),
    "meetings": gettext_lazy("Rencontres tenues"),
    "presence": gettext_lazy("Taux de présence (demi-journées)"),
    "pledges": gettext_lazy("Engagements tenus"),
    "charters": gettext_lazy("Chartes signées"),
    "fees_due": gettext_lazy("Contributions dues"),
    "fees_paid": gettext_lazy("Contributions reçues"),
    "funders": gettext_lazy("Financeurs"),
    "funded": gettext_lazy("Apports des financeurs, en argent"),
    "valued": gettext_lazy("Apports valorisés : nature, compétences, bénévolat"),
    "testimonies": gettext_lazy("Témoignages publics"),
}
"""What each figure counts, in words."""


def all_of(period: Period) -> list[Figure]:
    """Every figure of a period, in the order of a report."""
    return [count(period) for count in FIGURES.values()]


def _day(value: datetime | None) -> str:
    return french.day(timezone.localtime(value).date(), weekday=False) if value else "–"


def calls(period: Period) -> Figure:
    """Calls published during the period."""
    rows = Edition.objects.published().filter(published_at__range=period.instants()).order_by("pk")
    cells = [
        (edition.title, _day(edition.published_at), _day(edition.closes_at)) for edition in rows
    ]
    return Figure("calls", str(LABELS["calls"]), len(cells),
                  Rows((_("Appel"), _("Publié le"), _("Clôture")), cells))  # fmt: skip


def lives() -> list[tuple[date, date]]:
    """From the publication of each call to its closing, or to the last meeting of its cohort."""
    rows = (
        Edition.objects.published()
        .annotate(last=Max("cohort__meetings__starts"))
        .exclude(closes_at=None, last=None)
        .order_by("pk")
        .values_list("published_at", "closes_at", "last")
    )
    return [
        (timezone.localdate(first), timezone.localdate(max(filter(None, ends))))
        for first, *ends in rows
    ]


def _files(period: Period) -> QuerySet[Application]:
    return (
        Application.objects.filter(started_at__range=period.instants())
        .exclude(pk__in=period.without)
        .select_related("edition", "current")
        .order_by("edition", "pk")
    )


def files(period: Period) -> Figure:
    """Files begun during the period, handed in or not."""
    cells = [(one.body_name, one.edition.title, _day(one.started_at)) for one in _files(period)]
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
        (one.application.body_name, one.application.edition.title, _day(one.at))
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
         _day(one.ruling.released_at))
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


def _accompanied(period: Period) -> list[Participation]:
    running = Participation.objects.filter(starts__lte=period.last).exclude(ends__lt=period.first)
    rows = running.select_related("cohort__edition__current").order_by("cohort", "pk")
    return once(f"accompanied {period}", lambda: list(rows))


def territories(period: Period) -> Figure:
    """Territories accompanied at some time of the period."""
    cells = [(one.name, one.cohort.label, str(one.starts)) for one in _accompanied(period)]
    return Figure("territories", str(LABELS["territories"]), len(cells),
                  Rows((_("Territoire"), _("Cohorte"), _("Depuis le")), cells))  # fmt: skip


def _meetings(period: Period) -> QuerySet[Meeting]:
    return Meeting.objects.filter(
        starts__range=period.instants(), state__in=(Meeting.State.HELD, Meeting.State.CLOSED)
    ).select_related("cohort").order_by("starts", "pk")  # fmt: skip


def meetings(period: Period) -> Figure:
    """Meetings held."""
    cells = [(one.label, one.title, _day(one.starts), one.kind) for one in _meetings(period)]
    return Figure("meetings", str(LABELS["meetings"]), len(cells),
                  Rows((_("Rencontre"), _("Thème"), _("Date"), _("Nature")), cells))  # fmt: skip


def presence(period: Period) -> Figure:
    """Half-days signed out of the half-days written on the sheets."""
    rows = (
        Presence.objects.filter(meeting__in=_meetings(period))
        .select_related("meeting", "delegate__person", "delegate__participation")
        .order_by("day", "half", "pk")
    )
    cells = [
        (str(one.delegate.person), one.delegate.participation.name, one.meeting.label,
         str(one.day), one.get_half_display(), one.get_status_display())
        for one in rows
    ]  # fmt: skip
    there = sum(one.status in journeys.PRESENT for one in rows)
    columns = (
        _("Personne"),
        _("Territoire"),
        _("Rencontre"),
        _("Jour"),
        _("Demi-journée"),
        _("État"),
    )
    return Figure("presence", str(LABELS["presence"]), share(there, len(cells)),
                  Rows(columns, cells), unit="%", source=_("Feuilles de présence"),
                  note=_("aucune feuille de présence"))  # fmt: skip


def _ledgers(period: Period) -> Iterable[tuple[journeys.Ledger, Participation]]:
    """Each territory with what its cohort signed and showed, read once a cohort."""
    for _cohort, rows in groupby(_accompanied(period), key=lambda one: one.cohort_id):
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
        (one.participation.name, one.signatory, one.capacity, _day(one.signed_at)) for one in rows
    ]
    columns = (_("Territoire"), _("Signataire"), _("Qualité"), _("Date"))
    return Figure("charters", str(LABELS["charters"]), len(cells), Rows(columns, cells))


def _charges(period: Period) -> QuerySet[Charge]:
    rows = Charge.objects.filter(at__range=period.instants())
    return rows.select_related("participation").order_by("pk")


def fees_due(period: Period) -> Figure:
    """Contributions due."""
    return _money("fees_due", str(LABELS["fees_due"]), _charges(period))


def fees_paid(period: Period) -> Figure:
    """Contributions received, by the day they were paid."""
    paid = Charge.objects.filter(paid_at__range=period.instants()).select_related("participation")
    return _money("fees_paid", str(LABELS["fees_paid"]), paid.order_by("pk"))


def _money(key: str, label: str, rows: QuerySet[Charge]) -> Figure:
    cells = [(one.participation.name, one.because, one.amount, _day(one.paid_at)) for one in rows]
    total = sum((row[2] for row in cells), Decimal(0))
    return Figure(key, label, total,
                  Rows((_("Territoire"), _("Règle"), _("Montant (€)"), _("Reçue le")), cells),
                  unit="€")  # fmt: skip


def _funding(period: Period, *natures: str) -> QuerySet[Funding]:
    rows = Funding.objects.filter(
        on__range=(period.first, period.last), nature__in=natures, cancelled_at=None
    )
    return rows.order_by("funder", "on", "pk")


def _funded(key: str, label: str, rows: QuerySet[Funding]) -> Figure:
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


def testimonies(period: Period) -> Figure:
    """Testimonies everybody may read: kept by their marker, told anew each time they are shown."""
    rows = Verbatim.objects.filter(
        on__range=(period.first, period.last), audience="public", withdrawn_at=None
    )
    cells = [
        (one.marker, one.participation.name if one.participation else "–", one.question)
        for one in rows.select_related("participation").order_by("on", "pk")
    ]
    return Figure("testimonies", str(LABELS["testimonies"]), len(cells),
                  Rows((_("Témoignage"), _("Territoire"), _("Question")), cells))  # fmt: skip


FIGURES: dict[str, Count] = {
    "calls": calls,
    "files": files,
    "deposits": deposits,
    "departments": departments,
    "kinds": kinds,
    "people": people,
    "elected": roles,
    "winners": winners,
    "success": success,
    "territories": territories,
    "meetings": meetings,
    "presence": presence,
    "pledges": pledges,
    "charters": charters,
    "fees_due": fees_due,
    "fees_paid": fees_paid,
    "funders": funders,
    "funded": funded,
    "valued": valued,
    "testimonies": testimonies,
}
