"""The map of the actors of a territory: one page, ring by ring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.strategy import actions, policy
from cordee.journeys.strategy.forms.actors import ActorForm
from cordee.journeys.strategy.models import Actor
from cordee.journeys.strategy.views.plans import rows
from cordee.kernel.findings import Refused
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.models import Participation
    from cordee.web.requests import Request


@require_safe
@guarded(rows, policy.may_read_actors)
def actors(request: Request, participation: Participation) -> HttpResponse:
    """Who carries, who supports, who is to be convinced or met; what comes next with each."""
    known = list(_known(participation).order_by("name", "pk"))
    keeps = bool(policy.may_keep_actors(request.user, participation, at=timezone.now()))
    rings = [
        (label, [one for one in known if one.stance == value])
        for value, label in Actor.Stance.choices
    ]
    shown = {"participation": participation, "rings": rings, "known": known, "keeps": keeps}
    return render(request, "strategy/actors.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_keep_actors)
def keep(request: Request, participation: Participation, actor: str = "") -> HttpResponse:
    """Put an actor on the map, or move it."""
    found = _actor(participation, actor) if actor else None
    form = ActorForm(request.POST or None, found)
    shown: dict[str, Any] = {"participation": participation, "actor": found, "form": form,
                             "findings": []}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_actor(
                participation, found, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("La carte est à jour."))
            return onward(request, "strategy:actors", participation.public_id)
        except Refused as refusal:
            shown["findings"] = refusal.findings
    status = 422 if request.method == "POST" else 200
    return render(request, "strategy/actor.html", shown, status=status)


def _actor(participation: Participation, key: str) -> Actor:
    return row_or_404(lambda: _known(participation), public_id=key)


def _known(participation: Participation) -> QuerySet[Actor]:
    return Actor.objects.filter(participation=participation, removed_at=None)


@require_POST
@guarded(rows, policy.may_keep_actors)
def remove(request: Request, participation: Participation, actor: str) -> HttpResponse:
    """Take an actor off the map."""
    actions.remove_actor(_actor(participation, actor), by=request.user, at=timezone.now())
    messages.success(request, _("La carte est à jour."))
    return onward(request, "strategy:actors", participation.public_id)
