"""The pages of a plan of action: the table, the line of the year, one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.strategy import actions, policy
from cordee.journeys.strategy.forms.plans import ActionForm
from cordee.journeys.strategy.models import PlannedAction
from cordee.journeys.strategy.queries import plans
from cordee.journeys.strategy.views.plans import rows, shown
from cordee.kernel.findings import Refused
from cordee.web.components import Tab, paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.journeys.models import Participation
    from cordee.web.requests import Request


@require_safe
@guarded(rows, policy.may_read_strategy)
def table(request: Request, participation: Participation) -> HttpResponse:
    """The plan of action: a table, or where each action falls on the year."""
    context = shown(request, participation)
    wanted = request.GET.get("vue") == "calendrier"
    first, last = (None, None)
    if context["plan"].strategy.pk:
        first, last = plans.bounds(context["plan"].strategy, timezone.localdate())
    context |= {
        "page": paginated(request, context["plan"].lines),
        "calendar": wanted,
        "first": first,
        "last": last,
        "tabs": [
            Tab(_("Tableau"), "?vue=tableau", not wanted),
            Tab(_("Calendrier"), "?vue=calendrier", wanted),
        ],
    }
    return render(request, "strategy/actions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_act)
def keep(request: Request, participation: Participation, action: str = "") -> HttpResponse:
    """Plan an action, or say where one stands."""
    found = None
    if action:
        found = row_or_404(
            PlannedAction, public_id=action, strategy__participation=participation, removed_at=None
        )
    context = shown(request, participation)
    strategy = context["plan"].strategy
    others = PlannedAction.objects.none()
    if strategy.pk:
        others = plans.actions_of(strategy)
        others = others.exclude(pk=found.pk) if found else others
    chapters = plans.chapters_of(context["plan"].deliverable)
    form = ActionForm(chapters, others, request.POST or None, found)
    context |= {"form": form, "action": found}
    if request.method != "POST":
        return render(request, "strategy/action.html", context)
    try:
        if form.is_valid():
            actions.keep_action(
                participation, found, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Action enregistrée."))
            return onward(request, "strategy:actions", participation.public_id)
    except Refused as refusal:
        context["findings"] = refusal.findings
    return render(request, "strategy/action.html", context | {"failed": True}, status=422)


@require_POST
@guarded(rows, policy.may_act)
def remove(request: Request, participation: Participation, action: str) -> HttpResponse:
    """Take an action away."""
    found = row_or_404(PlannedAction, public_id=action, strategy__participation=participation)
    actions.remove_action(found, by=request.user, at=timezone.now())
    messages.success(request, _("L’action est retirée."))
    return onward(request, "strategy:actions", participation.public_id)
