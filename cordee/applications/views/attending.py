"""Who was there, where the call makes a date mandatory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.actions.attending import note_attendance, note_sheet, past
from cordee.applications.forms.attending import AttendanceForm, labelled, sheets
from cordee.applications.policy import withheld
from cordee.applications.queries import standing
from cordee.applications.views.dashboard import calls
from cordee.applications.views.instruction import for_file
from cordee.kernel.findings import Refused
from cordee.people.guards import for_team
from cordee.programme.anchors import milestone_when
from cordee.web.components import paginated
from cordee.web.guards import onward, refused, require_http_methods, row_or_404

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from cordee.applications.models import Application
    from cordee.calls.models import Edition
    from cordee.programme.schema.timeline import Milestone
    from cordee.web.requests import Request

PAGE = "applications/attendance.html"
SHEET = "applications/desk/attendance.html"
BOXES = 200
"""Files of one page of a sheet: a page far longer would send more fields than a request may."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_file
def note(request: Request, application: Application) -> HttpResponse:
    """Note whether a candidate was at each mandatory date; it reads it on its file."""
    now = timezone.now()
    asked = [one for one in application.edition.definition.milestones if one.mandatory]
    form = AttendanceForm(asked, request.POST or None)
    shown: dict[str, Any] = {
        "application": application, "edition": application.edition, "form": form,
        "sheets": sheets(application.edition.definition),
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


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def sheet(request: Request, key: str, milestone: str) -> HttpResponse:
    """One mandatory date, every file that owes it, one box each, noted at once."""
    now, edition = timezone.now(), row_or_404(calls, key=key)
    asked = next((one for one in edition.definition.milestones if one.key == milestone), None)
    if asked is None or not asked.mandatory:
        raise Http404
    rows = standing.awaited(edition, asked, withheld(request.user, now), now)
    page = paginated(request, rows, per_page=BOXES)
    shown = {
        "edition": edition, "rows": page.object_list, "page": page,
        "label": dict(labelled([asked]))[milestone],
        "when": milestone_when(edition.definition, asked).said(),
        "early": _early(edition, asked, now),
        "to_note": sum(noted is None for _one, noted in rows),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, SHEET, {**shown, "findings": []})
    try:
        changed = note_sheet(
            edition, milestone, rows, shown=request.POST.getlist("file"),
            there=request.POST.getlist("there"), by=request.user, at=now,
        )  # fmt: skip
    except Refused as refusal:
        return refused(request, SHEET, refusal.findings, **{**shown, "early": ""})
    said = _("C’est noté : chaque équipe candidate le voit sur son dossier.")
    messages.success(request, said if changed else _("Rien n’a changé depuis la dernière fois."))
    return onward(request, request.get_full_path())


def _early(edition: Edition, asked: Milestone, now: datetime) -> str:
    try:
        past(edition.definition, asked.key, now)
    except Refused as refusal:
        return refusal.findings[0].sentence
    return ""
