"""The directory of peers, and being put in touch."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.learning import actions, policy, queries
from cordee.journeys.learning.forms import (
    AnswerIntroductionForm,
    AskIntroductionForm,
    CardForm,
    OutcomeForm,
)
from cordee.journeys.learning.models import Card, Introduction
from cordee.journeys.learning.screens import around, refuse, stand
from cordee.journeys.queries.cohorts import cohorts
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request

LASTS = timedelta(days=365)
TONES = {"asked": "warn", "accepted": "good", "declined": "neutral", "withdrawn": "neutral"}


def rows() -> QuerySet[Introduction]:
    """Introductions with what their page shows."""
    return Introduction.objects.select_related("cohort__edition__current", "asker", "asked")


@require_safe
@guarded(cohorts, policy.may_learn)
def directory(request: Request, cohort: Cohort) -> HttpResponse:
    """Those who let their peers find them, as far as each wants."""
    place, now = stand(request, cohort), timezone.now()
    words = request.GET.get("q", "")[:200]
    page = paginated(request, queries.found_in(cohort, now, words))
    mine = Card.objects.filter(cohort=cohort, person=place.person_id).first()
    shown = around(
        place, "directory", page=page, words=words, mine=mine,
        people=queries.shown(page, cohort, now),
    )  # fmt: skip
    return render(request, "learning/directory.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_take_part)
def card(request: Request, cohort: Cohort) -> HttpResponse:
    """One's own card: what it shows, until when."""
    place, now = stand(request, cohort), timezone.now()
    assert place.delegate is not None  # noqa: S101 - the policy asked for a delegation
    mine = Card.objects.filter(cohort=cohort, person=place.person_id).first()
    initial: dict[str, Any] = {"until": timezone.localdate(now) + LASTS}
    if mine is not None:
        initial = {"shows": mine.shows, "about": mine.about, "wants": mine.wants,
                   "until": mine.until}  # fmt: skip
    form = CardForm(request.POST or None, initial=initial)
    shown = around(place, "directory", form=form, mine=mine, me=place.delegate)
    if request.method == "POST" and form.is_valid():
        try:
            actions.show_card(place.delegate, **form.cleaned_data, by=request.user, at=now)
        except Refused as refusal:
            return refuse(request, "learning/card.html", shown, refusal)
        messages.success(request, _("Votre fiche est dans l’annuaire de la cohorte."))
        return onward(request, "learning:directory", cohort.public_id)
    return render(request, "learning/card.html", shown, status=422 if form.errors else 200)


@require_POST
@guarded(cohorts, policy.may_take_part)
def leave(request: Request, cohort: Cohort) -> HttpResponse:
    """Leave the directory."""
    place = stand(request, cohort)
    mine = Card.objects.filter(cohort=cohort, person=place.person_id).first()
    if mine is not None:
        actions.take_card_away(mine, by=request.user, at=timezone.now())
        messages.success(request, _("Votre fiche est retirée : plus personne ne la trouve."))
    return onward(request, "learning:directory", cohort.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_take_part)
def ask(request: Request, cohort: Cohort, person: str) -> HttpResponse:
    """Ask to talk with a peer."""
    place, now = stand(request, cohort), timezone.now()
    assert place.delegate is not None  # noqa: S101 - the policy asked for a delegation
    found = row_or_404(lambda: queries.found_in(cohort, now), person__public_id=person)
    form = AskIntroductionForm(request.POST or None)
    shown = around(place, "directory", form=form, other=found.person)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_introduction(
                place.delegate, found.person, **form.cleaned_data, by=request.user, at=now
            )
        except Refused as refusal:
            return refuse(request, "learning/ask_introduction.html", shown, refusal)
        messages.success(request, _("Votre demande est partie."))
        return onward(request, "learning:introduction", made.public_id)
    status = 422 if form.errors else 200
    return render(request, "learning/ask_introduction.html", shown, status=status)


@require_safe
@guarded(cohorts, policy.may_take_part)
def introductions(request: Request, cohort: Cohort) -> HttpResponse:
    """One's own introductions, asked and received."""
    place = stand(request, cohort)
    page = paginated(request, queries.introductions(place))
    lines = [
        (one, one.asked if one.asker_id == place.person_id else one.asker, TONES[one.state])
        for one in page
    ]
    shown = around(place, "directory", page=page, lines=lines)
    return render(request, "learning/introductions.html", shown)


@require_safe
@guarded(rows, policy.may_see_introduction)
def introduction(request: Request, one: Introduction) -> HttpResponse:
    """An introduction: answer it, then find each other's contacts, then say what became of it."""
    return render(request, "learning/introduction.html", _shown(request, one))


def _shown(request: Request, one: Introduction, **more: Any) -> dict[str, Any]:
    place = stand(request, one.cohort)
    asks = one.asker_id == place.person_id
    other, gives = (one.asked, one.asked_gives) if asks else (one.asker, one.asker_gives)
    agreed = one.state == Introduction.State.ACCEPTED
    return {
        **around(place, "directory"),
        "introduction": one,
        "asks": asks,
        "other": other,
        "tone": TONES[one.state],
        "contacts": [getattr(other, name) for name in gives] if agreed else [],
        "form": AnswerIntroductionForm(),
        "outcome": OutcomeForm(initial={"outcome": one.outcome}),
        **more,
    }


@require_POST
@guarded(rows, policy.may_answer_introduction)
def answer(request: Request, one: Introduction) -> HttpResponse:
    """Accept or decline."""
    form = AnswerIntroductionForm(request.POST)
    page = "learning/introduction.html"
    if not form.is_valid():
        return refuse(request, page, _shown(request, one, form=form))
    try:
        actions.answer_introduction(one, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refuse(request, page, _shown(request, one, form=form), refusal)
    messages.success(request, _("Votre réponse est partie."))
    return onward(request, "learning:introduction", one.public_id)


@require_POST
@guarded(rows, policy.may_withdraw_introduction)
def withdraw(request: Request, one: Introduction) -> HttpResponse:
    """Give up a request."""
    try:
        actions.withdraw_introduction(one, by=request.user, at=timezone.now())
    except Refused as refusal:
        return refuse(request, "learning/introduction.html", _shown(request, one), refusal)
    messages.success(request, _("Votre demande est retirée."))
    return onward(request, "learning:introductions", one.cohort.public_id)


@require_POST
@guarded(rows, policy.may_see_introduction)
def follow(request: Request, one: Introduction) -> HttpResponse:
    """Say what became of it."""
    form = OutcomeForm(request.POST)
    page = "learning/introduction.html"
    if not form.is_valid():
        return refuse(request, page, _shown(request, one, outcome=form))
    try:
        actions.follow_introduction(
            one, form.cleaned_data["outcome"], by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        return refuse(request, page, _shown(request, one, outcome=form), refusal)
    messages.success(request, _("Merci de ces nouvelles."))
    return onward(request, "learning:introduction", one.public_id)
