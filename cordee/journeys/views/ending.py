"""The end of a year as a page: its last day, what goes on among alumni."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, queries
from cordee.journeys.forms.ending import EndingForm
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.views.clock import on_its_clock
from cordee.kernel.findings import Refused
from cordee.web.guards import guarded, onward, refused, require_http_methods

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_run)
@on_its_clock
def end_year(request: Request, cohort: Cohort) -> HttpResponse:
    """Say that the year is over, and what goes on."""
    now = timezone.now()
    known = {
        "on": cohort.alumni_from or queries.wall_clock(cohort, now).date(),
        "goes_on": cohort.goes_on or str(cohort.edition.definition.year.follow_up or ""),
    }
    form = EndingForm(request.POST or None, initial=known)
    shown: dict[str, Any] = {"cohort": cohort, "form": form}
    if form.is_bound and form.is_valid():
        try:
            actions.end_year(cohort, by=request.user, at=now, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, "journeys/end_year.html", refusal.findings, **shown)
        messages.success(request, _("L’année est finie : chaque délégation en est prévenue."))
        return onward(request, "journeys:cohort", cohort.public_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "journeys/end_year.html", {**shown, "findings": []}, status=status)
