"""The pages of experience told: the list, a sheet, writing it, reading it over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.audiences import LABELS, WHO, reader
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.screens import way_back
from cordee.journeys.strategy import actions, quoting, speaking
from cordee.journeys.strategy.forms.voices import ReviewForm, SheetForm
from cordee.journeys.strategy.models import Sheet
from cordee.journeys.strategy.queries import voices
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

    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request

PARTS = ("context", "successes", "failures", "lesson")


def kept() -> QuerySet[Sheet]:
    """Sheets with what their page shows."""
    return Sheet.objects.select_related("cohort", "participation", "author")


@require_safe
@guarded(cohorts, speaking.may_list)
def sheets(request: Request, cohort: Cohort) -> HttpResponse:
    """The sheets one reads, searched among them only."""
    who = reader(request.user, timezone.now())
    words = request.GET.get("q", "")
    page = paginated(request, voices.sheets(cohort, who, words))
    context = {"cohort": cohort, "page": page, "q": words, "inside": who.takes_part(cohort.pk),
               "back": way_back(who, cohort)}  # fmt: skip
    return render(request, "strategy/sheets.html", context)


@require_safe
@guarded(kept, speaking.may_read_sheet)
def sheet(request: Request, one: Sheet) -> HttpResponse:
    """An experience, as its circle reads it."""
    return render(request, "strategy/sheet.html", shown(request, one))


def shown(request: Request, one: Sheet, **more: Any) -> dict[str, Any]:
    """What the page of a sheet shows; testimonies it quotes are told for its circle."""
    now = timezone.now()
    words = [getattr(one, name) for name in PARTS]
    texts = quoting.texts_quoted(words, one.audience, use="report", aloud=True)
    context, successes, failures, lesson = texts
    waits = one.wanted in {"alliance", "public"} and one.audience != one.wanted
    return {
        "one": one,
        "context": context,
        "successes": [line for line in successes.splitlines() if line.strip()],
        "failures": [line for line in failures.splitlines() if line.strip()],
        "lesson": lesson,
        "who": LABELS[one.audience],
        "wanted": LABELS[one.wanted],
        "keeps": bool(speaking.may_keep_sheet(request.user, one, at=now)),
        "reviews": waits and bool(speaking.may_review(request.user, one, at=now)),
        "waits": waits,
        "form": ReviewForm(),
        "inside": voices.inside(reader(request.user, now), one.cohort),
        "findings": [],
        **more,
    }


def _written(form: SheetForm) -> dict[str, Any]:
    return dict(form.cleaned_data)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, speaking.may_tell)
def write(request: Request, cohort: Cohort) -> HttpResponse:
    """Tell an experience, for one's territory or for the team."""
    return _form(request, cohort, None)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(kept, speaking.may_keep_sheet)
def change(request: Request, one: Sheet) -> HttpResponse:
    """Write a sheet again; beyond the cohort it is read over again."""
    return _form(request, one.cohort, one)


def _form(request: Request, cohort: Cohort, one: Sheet | None) -> HttpResponse:
    initial = {name: getattr(one, name) for name in ("title", *PARTS, "wanted")} if one else {}
    form = SheetForm(request.POST or None, initial=initial or {"wanted": "cohort"})
    context: dict[str, Any] = {
        "cohort": cohort, "one": one, "form": form, "findings": [], "who": WHO["team"],
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "strategy/sheet_form.html", context)
    try:
        if form.is_valid():
            made = _keep(request, cohort, one, form)
            messages.success(request, _("La fiche est enregistrée."))
            return onward(request, "strategy:sheet", made.public_id)
    except Refused as refusal:
        context["findings"] = refusal.findings
    return render(request, "strategy/sheet_form.html", context | {"failed": True}, status=422)


def _keep(request: Request, cohort: Cohort, one: Sheet | None, form: SheetForm) -> Sheet:
    who = reader(request.user, timezone.now())
    own = next((key for key, place in who.teams.items() if place == cohort.pk), None)
    participation = cohort.participations.filter(pk=own).first() if own else None
    return actions.keep_sheet(
        cohort, participation, one, author=request.user.person, by=request.user,
        at=timezone.now(), **_written(form),
    )  # fmt: skip


@require_POST
@guarded(kept, speaking.may_review)
def review(request: Request, one: Sheet) -> HttpResponse:
    """The team reads a sheet over."""
    form = ReviewForm(request.POST)
    try:
        text = form.cleaned_data["review"] if form.is_valid() else ""
        accepted = "accept" in request.POST
        actions.review_sheet(one, text, accepted=accepted, by=request.user, at=timezone.now())
    except Refused as refusal:
        context = shown(request, one, form=form, findings=refusal.findings, failed=True)
        return render(request, "strategy/sheet.html", context, status=422)
    messages.success(request, _("Votre avis est enregistré."))
    return onward(request, "strategy:sheet", one.public_id)


@require_POST
@guarded(kept, speaking.may_keep_sheet)
def withdraw(request: Request, one: Sheet) -> HttpResponse:
    """Take a sheet back."""
    actions.withdraw_sheet(one, by=request.user, at=timezone.now())
    messages.success(request, _("La fiche est retirée."))
    return onward(request, "strategy:sheets", one.cohort.public_id)
