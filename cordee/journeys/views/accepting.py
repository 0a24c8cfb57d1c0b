"""The page where someone reads a rule of conduct and accepts it for herself (R123)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy
from cordee.journeys.models import Delegate
from cordee.journeys.queries.concerned import pledges_asked
from cordee.journeys.rules.proofs import of_each
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.territory import rows
from cordee.web.guards import guarded, onward, require_http_methods

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.journeys.models import Participation
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_accept)
@on_its_clock
def accept(request: Request, participation: Participation, pledge: str) -> HttpResponse:
    """Read what everyone accepts, and accept it; once accepted, it is read again."""
    asked = of_each(pledges_asked(participation))
    rule = next((one for one in asked if one.key == pledge), None)
    now = timezone.now()
    mine = Delegate.objects.current(now).filter(participation=participation)
    own = mine.filter(person__user=request.user).order_by("pk").first()
    if rule is None or own is None:
        raise Http404
    if request.method == "POST":
        actions.accept(own, pledge, by=request.user, at=now)
        messages.success(request, _("Merci, votre accord est enregistré."))
        return onward(request, "journeys:territory", participation.public_id)
    made = own.acceptances.filter(pledge=pledge).first()
    shown = {
        "participation": participation,
        "rule": rule,
        "statements": made.statements if made else [str(one) for one in rule.statements],
        "made": made,
    }
    return render(request, "journeys/accept.html", shown)
