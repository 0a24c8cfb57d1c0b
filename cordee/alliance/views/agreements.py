"""Conventions with partners as pages: those that run, those that end soon, what follows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance import actions, policy, queries
from cordee.alliance.forms import AgreementForm, LetEndForm
from cordee.alliance.models import Agreement
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, refused, require_http_methods

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def agreements(request: Request) -> HttpResponse:
    """Every convention and when it ends; a new one."""
    now = timezone.now()
    form = AgreementForm(request.POST or None)
    shown: dict[str, Any] = {"form": form, "page": paginated(request, queries.agreements()),
                             "today": timezone.localdate(now)}  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            actions.write_agreement(**form.cleaned_data, by=request.user, at=now)
        except Refused as refusal:
            return refused(request, "alliance/agreements.html", refusal.findings, **shown)
        messages.success(request, _("La convention est inscrite : sa fin vous sera rappelée."))
        return onward(request, "alliance:agreements")
    status = 422 if request.method == "POST" else 200
    return render(request, "alliance/agreements.html", {**shown, "findings": []}, status=status)


def _agreements() -> QuerySet[Agreement]:
    return Agreement.objects.select_related("renews", "renewed_by", "by")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(_agreements, policy.may_keep)
def agreement(request: Request, agreement: Agreement) -> HttpResponse:
    """A convention: renew it by another, or let it end with the reason."""
    ending = request.POST.get("act") == "end"
    known = {"partner": agreement.partner, "subject": agreement.subject,
             "alert_days": agreement.alert_days}  # fmt: skip
    sent = request.POST if request.method == "POST" else None
    renewing = AgreementForm(None if ending else sent, initial=known)
    closing = LetEndForm(sent if ending else None)
    form = closing if ending else renewing
    shown: dict[str, Any] = {
        "agreement": agreement, "renewing": renewing, "closing": closing, "form": form,
        "followed": agreement.followed,
    }  # fmt: skip
    if form.is_bound and form.is_valid():
        acts: dict[str, Any] = {**form.cleaned_data, "by": request.user, "at": timezone.now()}
        try:
            if ending:
                actions.let_end(agreement, **acts)
            else:
                actions.write_agreement(renews=agreement, **acts)
        except Refused as refusal:
            return refused(request, "alliance/agreement.html", refusal.findings, **shown)
        messages.success(request, _("C’est enregistré."))
        return onward(request, "alliance:agreements")
    status = 422 if request.method == "POST" else 200
    return render(request, "alliance/agreement.html", {**shown, "findings": []}, status=status)
