"""Give every territory its half-days at once: proposed, changed at a told cost, booked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, queries, screens
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.rules import half_days as rules
from cordee.journeys.views.clock import on_its_clock
from cordee.kernel.findings import Refused
from cordee.web.guards import guarded, onward, refused, require_http_methods

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from cordee.journeys.models import Cohort
    from cordee.people.models import User
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_run)
@on_its_clock
def share_out(request: Request, cohort: Cohort) -> HttpResponse:
    """Who takes which half-day, and why; nothing is booked before the button."""
    now = timezone.now()
    asked = queries.half_days_asked(cohort, now)
    best = rules.proposed(asked.offers, asked.needs)
    given = best
    if request.method == "POST":
        given = rules.priced(asked.offers, asked.needs, _typed(request, asked))
    shown = _shown(cohort, asked, best, given)
    if "adopt" not in request.POST:
        return render(request, "journeys/half_days.html", {**shown, "findings": []})
    try:
        count = _booked(asked, given.chosen, by=request.user)
    except Refused as refusal:
        return refused(request, "journeys/half_days.html", refusal.findings, **shown)
    said = _("%(count)d séances ont leur date : les territoires sont prévenus.")
    messages.success(request, said % {"count": count})
    return onward(request, "journeys:slots", cohort.public_id)


def _typed(request: Request, asked: queries.HalfDays) -> dict[tuple[str, int], str]:
    """The half-days chosen by hand; what is not one of those offered stays without."""
    found = {}
    for territory, rank in asked.meetings:
        key = request.POST.get(f"h-{territory}-{rank}", "")
        if key in asked.slots:
            found[territory, rank] = key
    return found


@transaction.atomic
def _booked(asked: queries.HalfDays, chosen: Mapping[tuple[str, int], str], *, by: User) -> int:
    for place, key in sorted(chosen.items()):
        actions.book(asked.slots[key], asked.meetings[place], purpose="", by=by, at=timezone.now())
    return len(chosen)


def _shown(
    cohort: Cohort, asked: queries.HalfDays, best: rules.Given, given: rules.Given
) -> dict[str, Any]:
    choices = [(key, screens.said_slot(one)) for key, one in asked.slots.items()]
    return {
        "cohort": cohort,
        "rows": [
            (meeting, f"h-{territory}-{rank}", given.chosen.get((territory, rank), ""))
            for (territory, rank), meeting in asked.meetings.items()
        ],
        "choices": choices,
        "why": rules.why(best),
        "cost": rules.cost(best, given),
        "changed": dict(best.chosen) != dict(given.chosen),
    }
