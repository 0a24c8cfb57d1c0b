"""Days of allies in a cohort; help given outside any programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import policy as journeys
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.strategy import actions
from cordee.journeys.strategy.forms.giving import DaysForm, StepForm, SupportForm
from cordee.journeys.strategy.models import Contribution, Support, SupportStep
from cordee.journeys.strategy.queries import giving
from cordee.kernel.findings import Refused
from cordee.kernel.french import say
from cordee.people.guards import for_team
from cordee.territories.forms import only_looking
from cordee.web.components import paginated
from cordee.web.files.serving import table_file
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request

COLUMNS = (
    say("allié·e"),
    say("structure"),
    say("activité"),
    say("objet"),
    say("jours"),
    say("valeur d’un jour"),
    say("montant"),
    say("monnaie"),
    say("manière"),
    say("qui finance"),
    say("date"),
    say("source"),
)


def kept() -> QuerySet[Contribution]:
    """Lines with their cohort."""
    return Contribution.objects.select_related("cohort")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, journeys.may_run)
def days(request: Request, cohort: Cohort) -> HttpResponse:
    """Days of allies, per person and per activity, line by line, and a new line."""
    form = DaysForm(request.POST or None, currency=cohort.currency)
    context: dict[str, Any] = {"cohort": cohort, "form": form, "findings": []}
    if request.method == "POST":
        try:
            if form.is_valid():
                actions.record_days(cohort, by=request.user, at=timezone.now(), **form.cleaned_data)
                messages.success(request, _("Les jours sont inscrits."))
                return onward(request, "strategy:days", cohort.public_id)
        except Refused as refusal:
            context["findings"] = refusal.findings
        context["failed"] = True
    context |= {
        "allies": giving.per_ally(cohort),
        "activities": giving.per_activity(cohort),
        "total": giving.totals(cohort),
        "page": paginated(request, giving.lines(cohort)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "strategy/days.html", context, status=status)


@require_POST
@guarded(kept, journeys.may_run)
def cancel(request: Request, line: Contribution) -> HttpResponse:
    """Strike a line out."""
    actions.cancel_days(line, by=request.user, at=timezone.now())
    return onward(request, "strategy:days", line.cohort.public_id)


@require_safe
@guarded(cohorts, journeys.may_run)
def export(_request: Request, cohort: Cohort) -> HttpResponse:
    """Every line, to show a funder what was paid and what was given."""
    rows = _cells(giving.lines(cohort), cohort.currency)
    return table_file([COLUMNS, *rows], "jours-d-allies")


def _cells(rows: QuerySet[Contribution], currency: str) -> Iterator[list[Any]]:
    for one in rows:
        said = (str(one.get_activity_display()), one.what)
        manner = str(one.get_manner_display())
        numbers = (one.days, one.rate, one.days * one.rate, currency, manner)
        yield [one.name, one.structure, *said, *numbers, one.funder, one.on.isoformat(), one.source]


def _supports() -> QuerySet[Support]:
    return Support.objects.select_related("territory")


def _steps() -> QuerySet[SupportStep]:
    return SupportStep.objects.select_related("support")


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def supports(request: Request) -> HttpResponse:
    """Every support outside any programme, those that go on first, and a new one."""
    form = SupportForm(request.POST or None)
    context: dict[str, Any] = {"findings": [], **_listed(request, form)}
    if request.method == "POST":
        if only_looking(form):
            return render(request, "strategy/supports.html", context)
        try:
            if form.is_valid():
                made = actions.keep_support(by=request.user, at=timezone.now(), **form.cleaned_data)
                messages.success(request, _("L’appui est inscrit."))
                return onward(request, "strategy:support", made.public_id)
        except Refused as refusal:
            context["findings"] = refusal.findings
        context["failed"] = True
    status = 422 if request.method == "POST" else 200
    return render(request, "strategy/supports.html", context, status=status)


def _listed(request: Request, form: SupportForm) -> dict[str, Any]:
    return {"form": form, "page": paginated(request, giving.supports())}


def _support(request: Request, support: Support, **more: Any) -> dict[str, Any]:
    return {
        "support": support,
        "page": paginated(request, giving.steps(support)),
        "form": StepForm(),
        "findings": [],
        **more,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def support(request: Request, public_id: str) -> HttpResponse:
    """The follow-up of a support: its times one by one, what came of it, one more time."""
    one = row_or_404(giving.supports, public_id=public_id)
    if request.method != "POST":
        return render(request, "strategy/support.html", _support(request, one))
    form = StepForm(request.POST)
    found: dict[str, Any] = {"form": form, "failed": True}
    try:
        if form.is_valid():
            actions.record_step(one, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("L’étape est inscrite."))
            return onward(request, "strategy:support", one.public_id)
    except Refused as refusal:
        found["findings"] = refusal.findings
    return render(request, "strategy/support.html", _support(request, one, **found), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def change(request: Request, public_id: str) -> HttpResponse:
    """Correct a support, say what came of it, close it."""
    one = row_or_404(_supports, public_id=public_id)
    names = ("towards", "name", "territory", "nature", "partners", "outputs", "starts", "ends")
    initial = {name: getattr(one, name) for name in names}
    form = SupportForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"support": one, "form": form, "findings": []}
    if request.method != "POST" or only_looking(form):
        return render(request, "strategy/support_form.html", context)
    try:
        if form.is_valid():
            actions.keep_support(one, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Enregistré."))
            return onward(request, "strategy:support", one.public_id)
    except Refused as refusal:
        context["findings"] = refusal.findings
    return render(request, "strategy/support_form.html", context | {"failed": True}, status=422)


@require_POST
@for_team
def cancel_step(request: Request, public_id: str) -> HttpResponse:
    """Strike a step out."""
    step = row_or_404(_steps, public_id=public_id)
    actions.cancel_step(step, by=request.user, at=timezone.now())
    return onward(request, "strategy:support", step.support.public_id)
