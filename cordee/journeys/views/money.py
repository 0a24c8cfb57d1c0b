"""Contributions as pages: asked, received, taken back; the list the accountant takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, queries
from cordee.journeys.claims import Billed
from cordee.journeys.forms import ReasonForm
from cordee.journeys.forms_money import ClaimForm
from cordee.journeys.models import Charge, Claim, Cohort, Participation
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.staff import act
from cordee.journeys.views.territory import rows
from cordee.web.components import paginated
from cordee.web.files.serving import table_file
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from cordee.web.requests import Request


def _charge(participation: Participation, key: str) -> Charge:
    found = participation.charges.filter(public_id=key).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_run)
@on_its_clock
def claim(request: Request, participation: Participation, charge: str) -> HttpResponse:
    """Ask for a contribution: who pays, by which numbers, where the paper goes."""
    asked = _charge(participation, charge)
    form = ClaimForm(request.POST or None, initial=queries.payer(participation))

    def do() -> None:
        billed = Billed(**form.cleaned_data)
        actions.claim(asked, billed, by=request.user, at=timezone.now())

    title = _("Émettre l’avoir") if asked.refund else _("Demander la contribution")
    return act(request, participation, form, title, do)


@require_POST
@guarded(rows, policy.may_run)
@on_its_clock
def pay(request: Request, participation: Participation, charge: str) -> HttpResponse:
    """Record that a contribution was received."""
    actions.pay(_charge(participation, charge), by=request.user, at=timezone.now())
    messages.success(request, _("C’est enregistré."))
    if request.POST.get("from") == "cohort":
        return onward(request, "journeys:contributions", participation.cohort.public_id)
    return onward(request, "journeys:territory", participation.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_run)
@on_its_clock
def take_back(request: Request, participation: Participation, charge: str) -> HttpResponse:
    """Take back what was asked, with a credit."""
    asked = _charge(participation, charge)
    form = ReasonForm(request.POST or None)

    def do() -> None:
        reason = form.cleaned_data["reason"]
        actions.take_back(asked, reason=reason, by=request.user, at=timezone.now())

    said = _("Un avoir annule cette demande dans les comptes ; les deux papiers restent.")
    return act(request, participation, form, _("Annuler la demande par un avoir"), do, said=said)


@require_safe
@guarded(rows, policy.may_read)
def document(_request: Request, participation: Participation, number: str) -> HttpResponse:
    """A claim or a credit, as it left."""
    found = Claim.objects.filter(charge__participation=participation, number=number).first()
    if found is None or not found.document:
        raise Http404
    with found.document.open() as held:
        answer = HttpResponse(held.read(), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    return answer


@require_safe
@guarded(cohorts, policy.may_run)
@on_its_clock
def contributions(request: Request, cohort: Cohort) -> HttpResponse:
    """What each territory owes, what was asked and received, and their sums."""
    page = paginated(request, queries.charges(cohort))
    page.object_list = queries.telling_back(cohort, page.object_list)
    shown: dict[str, Any] = {"cohort": cohort, "page": page, "sums": queries.sums(cohort)}
    return render(request, "journeys/contributions.html", shown)


@require_safe
@guarded(cohorts, policy.may_run)
def accounts(_request: Request, cohort: Cohort, form: str) -> HttpResponse:
    """Every paper of the cohort, a line each, for the accountant."""
    return table_file(queries.papers_of(cohort), "contributions", form, _("Contributions"))
