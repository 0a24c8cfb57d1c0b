"""Quotations of logbooks: asked by the staff, granted and withdrawn by their authors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.learning import actions, policy, queries
from cordee.journeys.learning.forms import AnswerExtractForm, AskExtractForm, UseExtractForm
from cordee.journeys.learning.models import Extract
from cordee.journeys.learning.places import place_of
from cordee.journeys.learning.screens import around, refuse, stand
from cordee.journeys.learning.views.logbook import entries, of_entry
from cordee.journeys.queries.cohorts import cohorts
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.learning.models import LogEntry
    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request

PAGE = "learning/extract.html"


def rows() -> QuerySet[Extract]:
    """Quotations with what their page shows."""
    return Extract.objects.select_related("cohort__edition__current", "person", "asked_by__person")


@require_POST
@guarded(entries, policy.may_ask_extract)
def ask(request: Request, entry: LogEntry) -> HttpResponse:
    """Ask to quote words of an entry."""
    form = AskExtractForm(request.POST)
    place = stand(request, entry.cohort)
    shown = of_entry(place, entry, mine=False, form=None) | {"ask": form}
    if not form.is_valid():
        return refuse(request, "learning/entry.html", shown)
    try:
        actions.ask_extract(entry, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refuse(request, "learning/entry.html", shown, refusal)
    messages.success(request, _("La demande est partie : l’auteur·e répond quand il ou elle veut."))
    return onward(request, "learning:entry", entry.public_id)


@require_safe
@guarded(cohorts, policy.may_learn)
def extracts(request: Request, cohort: Cohort) -> HttpResponse:
    """Every quotation to follow."""
    place = stand(request, cohort)
    page = paginated(request, queries.extracts_of(place))
    return render(request, "learning/extracts.html", around(place, "logbook", page=page))


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_see_extract)
def extract(request: Request, one: Extract) -> HttpResponse:
    """A quotation: its author answers, the staff reads the answer."""
    mine = bool(policy.may_answer_extract(request.user, one, at=timezone.now()))
    sent = request.POST if request.method == "POST" and mine else None
    form = AnswerExtractForm(sent, initial={"answer": one.answer})
    if form.is_bound and form.is_valid():
        try:
            actions.answer_extract(
                one, form.cleaned_data["answer"], by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            return refuse(request, PAGE, _shown(request, one, form), refusal)
        messages.success(request, _("Merci, votre réponse est enregistrée."))
        return onward(request, "learning:extract", one.public_id)
    status = 422 if form.errors else 200
    return render(request, PAGE, _shown(request, one, form), status=status)


def _shown(request: Request, one: Extract, form: Any, **more: Any) -> dict[str, Any]:
    now = timezone.now()
    place = place_of(request.user, one.cohort, now)
    return {
        "extract": one,
        "findings": [],
        "cohort": one.cohort,
        "place": place,
        "participation": place.participation if place else None,
        "pages": [],
        "mine": bool(policy.may_answer_extract(request.user, one, at=now)),
        "form": form,
        "use": UseExtractForm(initial={"where": one.used_in}),
        **more,
    }


@require_POST
@guarded(rows, policy.may_answer_extract)
def withdraw(request: Request, one: Extract) -> HttpResponse:
    """Take one's accord back."""
    actions.withdraw_extract(one, by=request.user, at=timezone.now())
    messages.success(
        request, _("Votre accord est retiré : plus rien ne vous cite ici, et l’équipe le sait.")
    )
    return onward(request, "learning:extract", one.public_id)


def may_use(user: Any, one: Extract, *, at: Any) -> Any:
    """The staff of the cohort writes down the uses."""
    return policy.may_lead(user, one.cohort, at=at)


@require_POST
@guarded(rows, may_use)
def use(request: Request, one: Extract) -> HttpResponse:
    """Write down where granted words were printed."""
    form = UseExtractForm(request.POST)
    shown = _shown(request, one, AnswerExtractForm(), use=form)
    if not form.is_valid():
        return refuse(request, PAGE, shown)
    try:
        actions.use_extract(one, form.cleaned_data["where"], by=request.user, at=timezone.now())
    except Refused as refusal:
        return refuse(request, PAGE, shown, refusal)
    messages.success(request, _("L’usage est noté : un retrait d’accord vous sera signalé."))
    return onward(request, "learning:extract", one.public_id)


@require_POST
@guarded(rows, may_use)
def take_out(request: Request, one: Extract) -> HttpResponse:
    """Say that words copied by hand are out of where they were."""
    try:
        actions.take_out(one, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refuse(request, PAGE, _shown(request, one, AnswerExtractForm()), refusal)
    messages.success(request, _("Merci : ces mots sont ôtés, et oubliés ici aussi."))
    return onward(request, "learning:extract", one.public_id)
