"""A meeting beyond its date and its sheet: taken again, cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, queries, screens, sheets
from cordee.journeys.eve import lines
from cordee.journeys.forms import ReasonForm
from cordee.journeys.forms.programme import RhythmForm
from cordee.journeys.rules import free_days
from cordee.journeys.rules.repeating import repeated
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.signing import meetings
from cordee.kernel import french
from cordee.kernel.findings import Refused, Verdict
from cordee.kernel.speech import heard
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from cordee.journeys.models import Meeting
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(meetings, policy.may_run)
@on_its_clock
def repeat(request: Request, meeting: Meeting) -> HttpResponse:
    """Take a meeting again: the rhythm proposes days, one keeps those that suit."""
    form = RhythmForm(request.GET or None)
    days, zones = _proposed(meeting, form), queries.zones_of(meeting)
    shown = {
        "meeting": meeting,
        "form": form,
        "when": screens.said_when(meeting),
        "days": [(one, free_days.name_of(one, zones)) for one in days],
    }
    if request.method == "POST":
        chosen = [one for one in days if one.isoformat() in request.POST.getlist("day")]
        try:
            made = actions.repeat_meeting(meeting, chosen, by=request.user, at=timezone.now())
        except Refused as refusal:
            return refused(request, "journeys/repeat.html", refusal.findings, **shown)
        said = french.plural(len(made), "rencontre ajoutée", "rencontres ajoutées")
        messages.success(request, said)
        return onward(request, "journeys:cohort", meeting.cohort.public_id)
    return render(request, "journeys/repeat.html", {**shown, "findings": []})


def _proposed(meeting: Meeting, form: RhythmForm) -> list[date]:
    if meeting.starts is None or not form.is_bound or not form.is_valid():
        return []
    kept = form.cleaned_data
    first = meeting.starts.astimezone(meeting.zone).date()
    return repeated(first, kept["rhythm"], kept["step"], kept["count"])


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


@require_safe
@guarded(meetings, policy.may_run)
@on_its_clock
def eve(request: Request, meeting: Meeting) -> HttpResponse:
    """The evening before: everything that must be ready, and the way to what is not."""
    found = lines(meeting)
    shown = {
        "meeting": meeting,
        "when": screens.said_when(meeting),
        "lines": found,
        "lacking": sum(one.verdict is not Verdict.OK for one, _ in found),
    }
    return render(request, "journeys/eve.html", shown)


@require_POST
@guarded(meetings, policy.may_run)
@on_its_clock
def settle_marks(request: Request, meeting: Meeting) -> HttpResponse:
    """Write the marks that waited on the closed sheet, or set them aside, with the reason."""
    keep = "keep" in request.POST
    asked = request.POST.getlist("mark")
    keys = [key for one in sheets.held(meeting) if (key := str(one.public_id)) in asked]
    try:
        count = actions.settle_marks(
            meeting, keys, keep=keep, reason=request.POST.get("reason", ""),
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        for one in refusal.findings:
            messages.error(request, heard(one.sentence))
    else:
        written = french.plural(count, "présence inscrite", "présences inscrites")
        aside = french.plural(count, "présence écartée", "présences écartées")
        said = _("La feuille est corrigée : %(count)s.") if keep else _("C’est noté : %(count)s.")
        messages.success(request, said % {"count": heard(written if keep else aside)})
    return onward(request, "journeys:meeting", meeting.public_id)
