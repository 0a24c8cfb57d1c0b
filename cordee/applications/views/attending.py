"""Who was there, where the call makes a date mandatory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.actions.attending import note_attendance
from cordee.applications.forms.attending import AttendanceForm
from cordee.applications.queries import standing
from cordee.applications.views.instruction import for_file
from cordee.kernel.findings import Refused
from cordee.web.guards import onward, refused, require_http_methods

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.applications.models import Application
    from cordee.web.requests import Request

PAGE = "applications/attendance.html"


@require_http_methods(["GET", "HEAD", "POST"])
@for_file
def note(request: Request, application: Application) -> HttpResponse:
    """Note whether a candidate was at each mandatory date; it reads it on its file."""
    now = timezone.now()
    asked = [one for one in application.edition.definition.milestones if one.mandatory]
    form = AttendanceForm(asked, request.POST or None)
    shown: dict[str, Any] = {
        "application": application, "edition": application.edition, "form": form,
        "dates": standing.attended(application, now),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, PAGE, {**shown, "findings": []}, status=status)
    try:
        note_attendance(application, **form.cleaned_data, by=request.user, at=now)
    except Refused as refusal:
        return refused(request, PAGE, refusal.findings, **shown)
    messages.success(request, _("C’est noté : l’équipe candidate le voit sur son dossier."))
    return onward(request, "applications:instruct", application.public_id)
