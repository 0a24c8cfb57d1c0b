"""The accounts of a cohort by funder, for the team of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import policy as journeys
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.strategy import actions
from cordee.journeys.strategy.forms.funding import FundingForm
from cordee.journeys.strategy.models import Funding
from cordee.journeys.strategy.queries import funding as accounting
from cordee.kernel.findings import Refused
from cordee.kernel.french import say
from cordee.web.components import paginated
from cordee.web.files.serving import table_file
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request

COLUMNS = (
    say("financeur"),
    say("nature"),
    say("cadre"),
    say("objet"),
    say("montant"),
    say("jours"),
    say("valeur d’un jour"),
    say("monnaie"),
    say("date"),
    say("source"),
)


def kept() -> QuerySet[Funding]:
    """Lines with their cohort."""
    return Funding.objects.select_related("cohort")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, journeys.may_run)
def accounts(request: Request, cohort: Cohort) -> HttpResponse:
    """What each funder brought, line by line, and a new line."""
    names = tuple(str(one.label) for one in cohort.edition.definition.funders)
    form = FundingForm(request.POST or None, funders=names, currency=cohort.currency)
    context: dict[str, Any] = {"cohort": cohort, "form": form, "findings": []}
    if request.method == "POST":
        try:
            if form.is_valid():
                actions.record_funding(
                    cohort, by=request.user, at=timezone.now(), **form.cleaned_data
                )
                messages.success(request, _("L’apport est inscrit."))
                return onward(request, "strategy:funding", cohort.public_id)
        except Refused as refusal:
            context["findings"] = refusal.findings
        context["failed"] = True
    context["accounts"] = accounting.accounts(cohort)
    context["totals"] = accounting.totals(context["accounts"])
    context["page"] = paginated(request, accounting.lines(cohort))
    status = 422 if request.method == "POST" else 200
    return render(request, "strategy/funding.html", context, status=status)


@require_POST
@guarded(kept, journeys.may_run)
def cancel(request: Request, line: Funding) -> HttpResponse:
    """Strike a line out."""
    actions.cancel_funding(line, by=request.user, at=timezone.now())
    return onward(request, "strategy:funding", line.cohort.public_id)


@require_safe
@guarded(cohorts, journeys.may_run)
def export(request: Request, cohort: Cohort) -> HttpResponse:
    """The lines of one funder, or of all, to show them what they paid for (R309)."""
    wanted = request.GET.get("financeur", "")
    found = accounting.lines(cohort)
    rows = found.filter(funder=wanted) if wanted and "\0" not in wanted else found
    return table_file([COLUMNS, *_cells(rows, cohort.currency)], "financeurs")


def _cells(rows: QuerySet[Funding], currency: str) -> Iterator[list[Any]]:
    for one in rows:
        said = (str(one.get_nature_display()), str(one.get_form_display()))
        numbers = (one.amount, one.days or "", one.rate or "", currency, one.on.isoformat())
        yield [one.funder, *said, one.what, *numbers, one.source]
