"""Changes in a delegation as pages: ask, follow, answer, give up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cordee.journeys import actions, policy, queries
from cordee.journeys.forms.demands import AnswerForm, ExtensionForm, LeavingForm, ReplacementForm
from cordee.journeys.models import Demand, Participation
from cordee.journeys.rules.absences import leaves_on
from cordee.journeys.views.clock import on_its_clock
from cordee.journeys.views.territory import rows
from cordee.kernel.findings import Refused
from cordee.people.policy import is_staff
from cordee.web.acting import act_and_tell
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, refused, require_http_methods, require_POST

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.web.requests import Request


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_change)
@on_its_clock
def changes(request: Request, participation: Participation) -> HttpResponse:
    """What may change in a delegation, what was asked, what was answered."""
    now = timezone.now()
    wanted = request.POST.get("act", "")
    people = participation.delegates.current(now).select_related("person").order_by("pk")
    forms: dict[str, Any] = {
        "replacement": ReplacementForm(people, request.POST if wanted == "replacement" else None),
        "extension": ExtensionForm(request.POST if wanted == "extension" else None),
        "leaving": LeavingForm(request.POST if wanted == "leaving" else None),
    }
    for key, one in forms.items():
        one.auto_id = f"{key}_%s"  # three forms on one page: each label names its own box
    shown = _shown(request, participation, forms, wanted, now)
    form = forms.get(wanted)
    if form is None or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "journeys/changes.html", {**shown, "findings": []}, status=status)
    try:
        made = _ask(request, participation, wanted, forms, now)
    except Refused as refusal:
        return refused(request, "journeys/changes.html", refusal.findings, **shown)
    messages.success(request, SAID[Demand.State(made.state)])
    if made.kind == Demand.Kind.LEAVING and made.state == Demand.State.DONE:
        return onward(request, "journeys:mine")
    return onward(request, "journeys:changes", participation.public_id)


SAID = {
    Demand.State.ASKED: _lazy("Votre demande est partie : l’équipe d’animation vous répond."),
    Demand.State.DONE: _lazy("C’est fait."),
    Demand.State.RUNNING: _lazy("C’est noté : le préavis court. Vous pouvez encore y renoncer."),
}


def _ask(
    request: Request, participation: Participation, wanted: str, forms: dict[str, Any], at: datetime
) -> Demand:
    by = request.user
    if wanted == "replacement":
        return actions.ask_replacement(**forms[wanted].said(), by=by, at=at)
    told = forms[wanted].cleaned_data
    if wanted == "extension":
        return actions.ask_extension(participation, until=told["until"], reason=told["reason"],
                                     by=by, at=at)  # fmt: skip
    return actions.announce_leaving(participation, reason=told["reason"], by=by, at=at)


def _shown(
    request: Request, participation: Participation, forms: dict[str, Any], wanted: str, at: datetime
) -> dict[str, Any]:
    absence = participation.cohort.edition.definition.year.absence
    demands = participation.demands.select_related("delegate__person", "by")
    return {
        "participation": participation,
        "absence": absence,
        "forms": forms,
        "form": forms.get(wanted),
        "wanted": wanted,
        "staff": is_staff(request.user, at),
        "page": paginated(request, demands.order_by("-at", "-pk")),
        "leaves_on": leaves_on(absence, queries.wall_clock(participation.cohort, at).date()),
    }


def _demands() -> QuerySet[Demand]:
    return Demand.objects.select_related(
        "participation__cohort__edition__current", "delegate__person", "by"
    )


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(_demands, policy.may_answer)
@on_its_clock
def answer(request: Request, demand: Demand) -> HttpResponse:
    """Say yes or no to a delegation."""
    form = AnswerForm(request.POST or None)
    shown: dict[str, Any] = {"demand": demand, "participation": demand.participation, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_demand(demand, **form.said(), by=request.user, at=timezone.now())
        except Refused as refusal:
            return refused(request, "journeys/demand.html", refusal.findings, **shown)
        messages.success(request, _("Votre réponse est partie."))
        return onward(request, "journeys:changes", demand.participation.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "journeys/demand.html", {**shown, "findings": []}, status=status)


@require_POST
@guarded(_demands, policy.may_take_demand_back)
def take_back(request: Request, demand: Demand) -> HttpResponse:
    """Give a demand up."""
    return act_and_tell(
        request,
        lambda: actions.withdraw_demand(demand, by=request.user, at=timezone.now()),
        _("La demande est retirée."),
        ("journeys:changes", demand.participation.public_id),
    )
