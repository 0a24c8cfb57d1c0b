"""Pages of the accounts of a report, and of the figures it declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.policy import withheld
from cordee.kernel import french
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.reports import actions
from cordee.reports.forms import DeclaredForm, LineForm, TotalsForm
from cordee.reports.models import AccountLine, Declared
from cordee.reports.queries.book import comparisons, lines, told
from cordee.reports.rules import Period
from cordee.reports.rules.accounts import account_faults, accounts
from cordee.reports.rules.declared import declared_faults
from cordee.reports.views.writing import drafts, known, rooms, show
from cordee.web.components import paginated
from cordee.web.guards import onward, refused, require_http_methods, require_POST, row_or_404

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.reports.models import ReportDraft
    from cordee.web.requests import Request

ACCOUNTS, FIGURES = "reports/accounts.html", "reports/declared.html"


def _accounts(request: Request, draft: ReportDraft, **more: Any) -> dict[str, Any]:
    found = accounts(lines(draft))
    faults = account_faults(found, income=draft.income, charges=draft.charges)
    rows = AccountLine.objects.filter(draft=draft).order_by("-side", "pk")
    initial = {"income": draft.income, "charges": draft.charges}
    return {"draft": draft, "accounts": found, "faults": faults, "page": paginated(request, rows),
            "form": LineForm(), "totals": TotalsForm(initial=initial),
            "rooms": rooms(draft, "accounts"), **more}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def ledger(request: Request, public_id: str) -> HttpResponse:
    """The details of the accounts, their totals, one more detail."""
    draft = row_or_404(drafts, public_id=public_id)
    if request.method != "POST":
        return show(request, ACCOUNTS, _accounts(request, draft))
    act = {"by": request.user, "at": timezone.now()}
    if request.POST.get("act") == "bring":
        count = actions.bring_lines(draft, **act)
        messages.success(request, french.plural(count, "ligne reprise", "lignes reprises") + ".")
        return onward(request, "reports:accounts", public_id)
    if request.POST.get("act") == "totals":
        return _totals(request, draft, act)
    form = LineForm(request.POST)
    if not form.is_valid():
        return show(request, ACCOUNTS, _accounts(request, draft, form=form), status=422)
    try:
        actions.add_line(draft, **form.cleaned_data, **act)
    except Refused as refusal:
        return refused(request, ACCOUNTS, refusal.findings, **_accounts(request, draft, form=form))
    messages.success(request, _("Ligne ajoutée."))
    return onward(request, "reports:accounts", public_id)


def _totals(request: Request, draft: ReportDraft, act: dict[str, Any]) -> HttpResponse:
    form = TotalsForm(request.POST)
    if not form.is_valid():
        return show(request, ACCOUNTS, _accounts(request, draft, totals=form), status=422)
    actions.state_totals(draft, **form.cleaned_data, **act)
    messages.success(request, _("Enregistré."))
    return onward(request, "reports:accounts", draft.public_id)


def _lines() -> QuerySet[AccountLine]:
    return AccountLine.objects.filter(draft__report=None).select_related("draft")


@require_POST
@for_team
def strike(request: Request, public_id: str, line_id: str) -> HttpResponse:
    """Take a detail out."""
    line = row_or_404(_lines, public_id=line_id)
    actions.take_line_out(line, by=request.user, at=timezone.now())
    messages.success(request, _("Ligne ôtée."))
    return onward(request, "reports:accounts", public_id)


def _declared(request: Request, draft: ReportDraft, **more: Any) -> dict[str, Any]:
    rows = Declared.objects.filter(draft=draft).order_by("pk")
    page = paginated(request, rows)
    without = withheld(request.user, timezone.now())
    said = {one.key: told(one) for one in rows}
    found = comparisons(page.object_list, said, Period(draft.starts, draft.ends, without))
    return {
        "draft": draft,
        "page": page,
        "compared": {one.figure.key: one for one in found},
        "faults": declared_faults(found),
        "form": DeclaredForm(known(draft)),
        "rooms": rooms(draft, "declared"),
        **more,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def declared(request: Request, public_id: str) -> HttpResponse:
    """The figures that come from elsewhere, and one more."""
    draft = row_or_404(drafts, public_id=public_id)
    if request.method != "POST":
        return show(request, FIGURES, _declared(request, draft))
    form = DeclaredForm(known(draft), request.POST)
    if not form.is_valid():
        return show(request, FIGURES, _declared(request, draft, form=form), status=422)
    try:
        actions.declare(draft, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refused(request, FIGURES, refusal.findings, **_declared(request, draft, form=form))
    messages.success(request, _("Chiffre ajouté."))
    return onward(request, "reports:declared", public_id)


def _figures() -> QuerySet[Declared]:
    return Declared.objects.filter(draft__report=None).select_related("draft")


@require_POST
@for_team
def withdraw(request: Request, public_id: str, figure_id: str) -> HttpResponse:
    """Take a declared figure out."""
    one = row_or_404(_figures, public_id=figure_id)
    actions.withdraw_declared(one, by=request.user, at=timezone.now())
    messages.success(request, _("Chiffre ôté."))
    return onward(request, "reports:declared", public_id)
