"""A meeting beyond its date and its sheet: cancelled, told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy
from cordee.journeys.forms import ReasonForm
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.signing import meetings
from cordee.kernel.findings import Refused
from cordee.web.guards import guarded, onward, refused, require_http_methods

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.journeys.models import Meeting
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(meetings, policy.may_run)
@on_its_clock
def cancel(request: Request, meeting: Meeting) -> HttpResponse:
    """Cancel a meeting; everyone expected reads why."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    shown = {"meeting": meeting, "title": _("Annuler la rencontre"), "form": form,
             "back": "meeting",
             "button": _("Annuler la rencontre et prévenir"),
             "readers": _("toutes les personnes attendues, qui reçoivent un courriel")}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.cancel_meeting(meeting, reason=reason, by=request.user, at=timezone.now())
        except Refused as refusal:
            return refused(request, "journeys/meeting_act.html", refusal.findings, **shown)
        messages.success(request, _("La rencontre est annulée : les personnes sont prévenues."))
        return onward(request, "journeys:meeting", meeting.public_id)
    status = 422 if form.errors else 200
    return render(request, "journeys/meeting_act.html", {**shown, "findings": []}, status=status)
