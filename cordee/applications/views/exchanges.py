"""Exchanges between a team and the staff: the same thread, seen from each side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import actions, policy
from cordee.applications.forms.exchanging import SayForm, StaffSayForm
from cordee.applications.models import Exchange
from cordee.applications.policy import withheld
from cordee.applications.queries.exchanges import said_about, waiting_for_staff, waiting_for_team
from cordee.applications.views import shell
from cordee.applications.views.dashboard import calls
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import Application
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_exchange)
def team(request: Request, application: Application) -> HttpResponse:
    """What the team and the staff said about this file, for the team."""
    form = SayForm(request.POST or None)
    found = []
    if request.method == "POST" and form.is_valid():
        now = {"by": request.user, "at": timezone.now()}
        try:
            actions.say(application, form.cleaned_data["text"], side=Exchange.Side.TEAM, **now)
        except Refused as refusal:
            found = refusal.findings
        else:
            messages.success(request, _("Votre message est envoyé à l’équipe d’animation."))
            return onward(request, "applications:exchanges", application.public_id)
    context = shell.shown(
        application,
        "exchanges",
        form=form,
        findings=found,
        page=paginated(request, said_about(application)),
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/exchanges.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_follow)
def desk(request: Request, application: Application) -> HttpResponse:
    """The same, for the staff: write, note a contact, stop waiting."""
    now = {"by": request.user, "at": timezone.now()}
    settled = request.POST.get("settle", "")
    if settled.isdecimal():
        rows = application.exchanges.filter(pk=int(settled[:18]))
        if (one := rows.first()) is not None:
            actions.settle_exchange(one, **now)
        return onward(request, "applications:exchanges_desk", application.public_id)
    form = StaffSayForm(request.POST or None)
    found = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.say(application, side=Exchange.Side.STAFF, **form.cleaned_data, **now)
        except Refused as refusal:
            found = refusal.findings
        else:
            messages.success(request, _("C’est écrit."))
            return onward(request, "applications:exchanges_desk", application.public_id)
    context = {
        "application": application,
        "edition": application.edition,
        "form": form,
        "findings": found,
        "page": paginated(request, said_about(application)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/desk/exchanges.html", context, status=status)


@require_safe
@for_team
def awaiting(request: Request, key: str) -> HttpResponse:
    """Which files await an answer of the staff, and which of their team."""
    edition = row_or_404(calls, key=key)
    unseen = withheld(request.user, timezone.now())
    ours = request.GET.get("attend", "") != "equipe"
    rows = waiting_for_staff(edition) if ours else waiting_for_team(edition)
    context = {
        "edition": edition,
        "ours": ours,
        "page": paginated(request, rows.exclude(application__in=unseen)),
        "today": timezone.localdate(),
    }
    return render(request, "applications/desk/awaiting.html", context)
