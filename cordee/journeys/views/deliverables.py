"""What a cohort produces, deliverable by deliverable, and what the team records as given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import actions, policy, queries
from cordee.journeys.forms.deliveries import DeliveryForm
from cordee.journeys.models import Cohort, Delivery
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.views.clock import on_its_clock
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_POST

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_run)
@on_its_clock
def deliverables(request: Request, cohort: Cohort) -> HttpResponse:
    """Where each deliverable stands; a new record."""
    territories = list(queries.participations(cohort).select_related("outcome__deposit"))
    asked = cohort.edition.definition.year.deliverables
    form = DeliveryForm(asked, territories, request.POST or None)
    findings: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.deliver(cohort, by=request.user, at=timezone.now(), **form.said())
        except Refused as refusal:
            findings = refusal.findings
        else:
            messages.success(request, _("Le livrable est inscrit."))
            return onward(request, "journeys:deliverables", cohort.public_id)
    labels = {one.key: str(one.label) for one in asked}
    rows = cohort.deliveries.filter(withdrawn_at=None).select_related("participation")
    page = paginated(request, rows)
    for one in page.object_list:
        one.label = labels.get(one.deliverable, one.deliverable)
    there = [one for one in territories if one.ends is None]
    ledger = queries.Ledger.read(cohort, territories)
    context = {"cohort": cohort, "form": form, "findings": findings, "page": page,
               "lines": queries.lines(ledger, there, timezone.now())}  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "journeys/deliverables.html", context, status=status)


def _deliveries() -> QuerySet[Delivery]:
    return Delivery.objects.select_related("cohort__edition__current")


@require_POST
@guarded(_deliveries, policy.may_run)
def take_back(request: Request, delivery: Delivery) -> HttpResponse:
    """A record made by mistake goes."""
    actions.take_delivery_back(delivery, by=request.user, at=timezone.now())
    messages.success(request, _("Ce livrable est de nouveau attendu."))
    return onward(request, "journeys:deliverables", delivery.cohort.public_id)
