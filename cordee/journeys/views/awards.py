"""What winners receive, as pages: aids of a territory, payments of a cohort, its accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, queries
from cordee.journeys.forms.awards import AwardForm, PaidForm, ReleaseForm, SpentForm
from cordee.journeys.models import Award, Cohort, Participation, Payout
from cordee.journeys.queries import awards as reading
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.rules.awards import MONEY, seen_by_people
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.territory import rows
from cordee.kernel.findings import Refused
from cordee.people.policy import is_staff
from cordee.web.acting import act_and_tell
from cordee.web.components import paginated
from cordee.web.files.serving import table_file
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.queries.awards import Line
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_read)
@on_its_clock
def awards(request: Request, participation: Participation) -> HttpResponse:
    """What a territory receives, and what each payment waits for; the team gives an aid."""
    now = timezone.now()
    staff = is_staff(request.user, now)
    grants = [one for one in participation.cohort.edition.definition.grants if one.kind in MONEY]
    form = AwardForm(grants, request.POST if request.method == "POST" and staff else None)
    ledger = queries.Ledger.read(participation.cohort, [participation])
    given = reading.lines(ledger, participation, now)
    for award, _lines in given:
        award.terms = reading.carried(award, participation)
    shown: dict[str, Any] = {
        "participation": participation, "form": form, "staff": staff, "grants": grants,
        "rows": given, "held": reading.held_back(participation, now),
        "running": participation.ends is None,
    }  # fmt: skip
    if not form.is_bound or not form.is_valid():
        status = 200 if request.method != "POST" else 422
        return render(request, "journeys/awards.html", {**shown, "findings": []}, status=status)
    told = form.cleaned_data
    try:
        actions.give_award(participation, told["grant"], amount=told["amount"],
                           reason=told["reason"], by=request.user, at=now)  # fmt: skip
    except Refused as refusal:
        return refused(request, "journeys/awards.html", refusal.findings, **shown)
    messages.success(request, _("L’aide est accordée : le territoire la voit."))
    return onward(request, "journeys:awards", participation.public_id)


def _awards() -> QuerySet[Award]:
    return Award.objects.filter(withdrawn_at=None).select_related(
        "participation__cohort__edition__current"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(_awards, policy.may_spend)
def spent(request: Request, award: Award) -> HttpResponse:
    """Say how much of an aid is spent."""
    form = SpentForm(request.POST or None, initial={"amount": award.spent})
    shown = {"participation": award.participation, "award": award, "form": form,
             "title": _("Déclarer ce qui est dépensé")}  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            actions.declare_spent(award, form.cleaned_data["amount"], by=request.user,
                                  at=timezone.now())  # fmt: skip
        except Refused as refusal:
            return refused(request, "journeys/award_act.html", refusal.findings, **shown)
        messages.success(request, _("C’est enregistré."))
        return onward(request, "journeys:awards", award.participation.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "journeys/award_act.html", {**shown, "findings": []}, status=status)


@require_POST
@guarded(_awards, policy.may_manage)
def take_back(request: Request, award: Award) -> HttpResponse:
    """Take an aid back before any payment."""
    return act_and_tell(
        request,
        lambda: actions.withdraw_award(award, by=request.user, at=timezone.now()),
        _("L’aide est retirée."),
        ("journeys:awards", award.participation.public_id),
    )


def _payouts() -> QuerySet[Payout]:
    return Payout.objects.filter(award__withdrawn_at=None).select_related(
        "award__participation__cohort__edition__current", "award__participation__outcome__deposit"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(_payouts, policy.may_manage)
@on_its_clock
def payout(request: Request, payout: Payout) -> HttpResponse:
    """Release a payment, then record that it was made."""
    now = timezone.now()
    line = reading.standing_of(payout, now)
    form = _form(request, payout, line)
    shown: dict[str, Any] = {"payout": payout, "line": line, "form": form,
                             "participation": payout.award.participation}  # fmt: skip
    if payout.paid_on is None and form.is_bound and form.is_valid():
        act = actions.pay_payout if payout.released_at else actions.release_payout
        try:
            act(payout, by=request.user, at=now, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, "journeys/payout.html", refusal.findings, **shown)
        messages.success(request, _("C’est enregistré."))
        return onward(request, "journeys:awards", payout.award.participation.public_id)
    status = 200 if request.method != "POST" or payout.paid_on else 422
    return render(request, "journeys/payout.html", {**shown, "findings": []}, status=status)


def _form(request: Request, payout: Payout, line: Line) -> Any:
    data = request.POST if request.method == "POST" else None
    if payout.released_at is not None:
        return PaidForm(data)
    waits = line.finding is not None and line.finding.code == "payout.waits"
    return ReleaseForm(seen_by_people(payout.part), data, waits=waits)


@require_safe
@guarded(cohorts, policy.may_run)
@on_its_clock
def payouts(request: Request, cohort: Cohort) -> HttpResponse:
    """Every payment of a cohort, and their sums."""
    page = paginated(request, reading.payouts(cohort))
    shown = {"cohort": cohort, "page": page, "sums": reading.payout_sums(cohort)}
    return render(request, "journeys/payouts.html", shown)


@require_safe
@guarded(cohorts, policy.may_run)
def payout_accounts(_request: Request, cohort: Cohort, form: str) -> HttpResponse:
    """Every payment of the cohort, a line each, for the accountant."""
    return table_file(reading.payout_lines(cohort), "versements", form, _("Versements"))
