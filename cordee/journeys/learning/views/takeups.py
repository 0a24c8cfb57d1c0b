"""Who took a resource up elsewhere: noted on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.learning import actions, policy
from cordee.journeys.learning.forms import TakeUpForm
from cordee.journeys.learning.screens import refuse
from cordee.journeys.learning.views.resources import rows, shown
from cordee.kernel.findings import Refused
from cordee.web.guards import guarded, onward, require_POST, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.journeys.learning.models import Resource
    from cordee.web.requests import Request

PAGE = "learning/resource.html"


@require_POST
@guarded(rows, policy.may_fill)
def note(request: Request, one: Resource) -> HttpResponse:
    """Note a take-up: who, when, where to see it."""
    form = TakeUpForm(request.POST)
    if not form.is_valid():
        return refuse(request, PAGE, shown(request, one, noting=form))
    try:
        actions.note_takeup(one, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refuse(request, PAGE, shown(request, one, noting=form), refusal)
    messages.success(request, _("La reprise est notée."))
    return onward(request, "learning:resource", one.public_id)


@require_POST
@guarded(rows, policy.may_fill)
def cancel(request: Request, one: Resource, key: str) -> HttpResponse:
    """Strike a take-up out."""
    found = row_or_404(one.takeups.all, public_id=key)
    actions.cancel_takeup(found, by=request.user, at=timezone.now())
    return onward(request, "learning:resource", one.public_id)
