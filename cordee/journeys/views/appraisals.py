"""What the year changed: one page a territory, one a cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, queries
from cordee.journeys.forms.appraisals import AppraisalForm
from cordee.journeys.models.appraisals import NEXT
from cordee.journeys.queries.appraisals import beside_results, meetings_held
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.territory import rows
from cordee.kernel.findings import Refused
from cordee.people.policy import is_staff
from cordee.web.guards import guarded, onward, require_http_methods, require_safe

if TYPE_CHECKING:
    from cordee.journeys.models import Cohort, Participation
    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_read)
@on_its_clock
def results(request: Request, participation: Participation) -> HttpResponse:
    """Where each expected result stands for a territory; the team of the house says it."""
    now, asked = timezone.now(), participation.cohort.edition.definition.year.results
    staff = is_staff(request.user, now)
    if request.method == "POST" and not staff:
        raise Http404
    last = {key: one for (_place, key), one in queries.appraised([participation]).items()}
    form = AppraisalForm(asked, last, request.POST or None)
    findings: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            _say(participation, form, request)
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, _("C’est noté : la délégation le lit."))
            return onward(request, "journeys:results", participation.public_id)
    ledger = queries.Ledger.read(participation.cohort, [participation])
    states = ledger.pledges(participation, now)
    made = queries.of_territory(ledger, participation, now)
    context = {
        "participation": participation, "cohort": participation.cohort, "staff": staff,
        "form": form, "findings": findings, "next": last.get(NEXT),
        "lines": [(one, last.get(one.key), queries.facts(one, states, made)) for one in asked],
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "journeys/results.html", context, status=status)


@transaction.atomic
def _say(participation: Participation, form: AppraisalForm, request: Request) -> None:
    for key, state, text in form.said():
        actions.appraise(participation, key, state=state, text=text, by=request.user,
                         at=timezone.now())  # fmt: skip


@require_safe
@guarded(cohorts, policy.may_run)
@on_its_clock
def outcomes(request: Request, cohort: Cohort) -> HttpResponse:
    """How far each expected result went in a cohort, and what each territory does next."""
    there = list(cohort.participations.filter(ends=None).order_by("name", "pk"))
    last, ledger = queries.appraised(there), queries.Ledger.read(cohort, there)
    context = {
        "cohort": cohort, "tallied": queries.tallied(cohort, there),
        "crossed": beside_results(ledger, there, last, timezone.now()),
        "units": meetings_held(ledger),
        "lines": [(one, last.get((one.pk, NEXT))) for one in there],
    }  # fmt: skip
    return render(request, "journeys/outcomes.html", context)
