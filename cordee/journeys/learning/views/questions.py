"""Questions to the staff: ask, follow on one sheet, answer, make a sheet for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.learning import actions, policy, queries
from cordee.journeys.learning.actions.questions import promised
from cordee.journeys.learning.forms import (
    AssignForm,
    NoteForm,
    QuestionForm,
    ReplyForm,
    SheetForm,
)
from cordee.journeys.learning.models import Question
from cordee.journeys.learning.screens import around, refuse, stand
from cordee.journeys.models import Delegate
from cordee.journeys.queries import wall_clock
from cordee.journeys.queries.cohorts import cohorts
from cordee.kernel import french
from cordee.kernel.findings import Refused
from cordee.people.models import Seat, User
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request

TONES = {"open": "warn", "awaiting": "info", "answered": "good", "closed": "neutral"}


def rows() -> QuerySet[Question]:
    """Questions with what their sheet shows."""
    return Question.objects.select_related(
        "cohort__edition__current", "person", "participation", "assigned__person",
        "answered_by__person", "sheet",
    )  # fmt: skip


@require_safe
@guarded(cohorts, policy.may_learn)
def questions(request: Request, cohort: Cohort) -> HttpResponse:
    """The questions she reads; for the staff, those that wait first."""
    place, state = stand(request, cohort), request.GET.get("etat", "")
    page = paginated(request, queries.questions(place, state))
    today = wall_clock(cohort, timezone.now()).date()
    lines = [(one, TONES[one.state], one.state == "open" and one.due_on < today) for one in page]
    shown = around(
        place, "questions", page=page, lines=lines, state=state, states=Question.State.choices
    )
    return render(request, "learning/questions.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_learn)
def ask(request: Request, cohort: Cohort) -> HttpResponse:
    """Ask the staff; the staff writes down what came by telephone."""
    place, now = stand(request, cohort), timezone.now()
    people = [] if place.delegate else list(_delegates(cohort, now))
    form = QuestionForm(people, request.POST or None)
    due = promised(cohort, now)
    shown = around(place, "questions", form=form, due=french.day(due))
    if not place.delegate and not people:
        return onward(request, "learning:questions", cohort.public_id)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        delegate = told.pop("delegate", place.delegate)
        try:
            made = actions.ask_question(delegate, **told, by=request.user, at=now)
        except Refused as refusal:
            return refuse(request, "learning/ask.html", shown, refusal)
        messages.success(request, _("Votre question est posée."))
        return onward(request, "learning:question", made.public_id)
    return render(request, "learning/ask.html", shown, status=422 if form.errors else 200)


def _delegates(cohort: Cohort, at: datetime) -> QuerySet[Delegate]:
    found = Delegate.objects.current(at).filter(
        participation__cohort=cohort, participation__ends=None
    )
    return found.select_related("person", "participation__cohort__edition__current").order_by(
        "participation__name", "pk"
    )


@require_safe
@guarded(rows, policy.may_read)
def question(request: Request, one: Question) -> HttpResponse:
    """The sheet of a question."""
    return render(request, "learning/question.html", _sheet(request, one))


def _sheet(request: Request, one: Question, **more: Any) -> dict[str, Any]:
    place, now = stand(request, one.cohort), timezone.now()
    notes = one.notes.select_related("by__person")
    carries = bool(policy.may_follow(request.user, one, at=now))
    if not carries:
        notes = notes.none()
    elif not place.staff:
        notes = notes.filter(internal=False)
    return {
        **around(place, "questions"),
        "question": one,
        "tone": TONES[one.state],
        "late": one.state == "open" and one.due_on < wall_clock(one.cohort, now).date(),
        "notes": list(notes[:100]),
        "carries": carries,
        "note": NoteForm(staff=place.staff),
        "reply": ReplyForm(initial={"text": one.answer}) if place.staff else None,
        "assign": AssignForm(_staff(now), initial={"to": str(one.assigned_id or "")})
        if place.staff
        else None,
        **more,
    }


def _staff(at: datetime) -> list[User]:
    seats = Seat.objects.current(at).staffing().values("person__user")
    rows_ = User.objects.filter(pk__in=seats, is_active=True).select_related("person")
    return list(rows_.order_by("person__sort_key", "pk")[:200])


def _acted(
    request: Request, one: Question, act: Callable[[], object], said: str, **more: Any
) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        return refuse(request, "learning/question.html", _sheet(request, one, **more), refusal)
    messages.success(request, said)
    return onward(request, "learning:question", one.public_id)


@require_POST
@guarded(rows, policy.may_follow)
def follow(request: Request, one: Question) -> HttpResponse:
    """Add a line to the sheet."""
    form = NoteForm(request.POST, staff=stand(request, one.cohort).staff)
    if not form.is_valid():
        return refuse(request, "learning/question.html", _sheet(request, one, note=form))
    return _acted(
        request, one,
        lambda: actions.follow_question(one, **form.cleaned_data, by=request.user,
                                        at=timezone.now()),
        _("C’est noté."), note=form,
    )  # fmt: skip


@require_POST
@guarded(rows, policy.may_answer_question)
def answer(request: Request, one: Question) -> HttpResponse:
    """Answer."""
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return refuse(request, "learning/question.html", _sheet(request, one, reply=form))
    return _acted(
        request, one,
        lambda: actions.answer_question(one, form.cleaned_data["text"], by=request.user,
                                        at=timezone.now()),
        _("La réponse est partie."), reply=form,
    )  # fmt: skip


@require_POST
@guarded(rows, policy.may_answer_question)
def assign(request: Request, one: Question) -> HttpResponse:
    """Entrust a question."""
    now = timezone.now()
    form = AssignForm(_staff(now), request.POST)
    if not form.is_valid():
        return refuse(request, "learning/question.html", _sheet(request, one, assign=form))
    return _acted(
        request, one,
        lambda: actions.assign_question(one, form.cleaned_data["to"], by=request.user, at=now),
        _("C’est noté."), assign=form,
    )  # fmt: skip


@require_POST
@guarded(rows, policy.may_follow)
def close(request: Request, one: Question) -> HttpResponse:
    """Say that it is over."""
    return _acted(
        request, one,
        lambda: actions.close_question(one, by=request.user, at=timezone.now()),
        _("La question est close. Merci !"),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_answer_question)
def promote(request: Request, one: Question) -> HttpResponse:
    """Make a sheet of an answer, once nothing in it tells who asked."""
    place = stand(request, one.cohort)
    form = SheetForm(request.POST or None, initial={"title": one.subject, "body": one.answer})
    shown = around(place, "questions", question=one, form=form)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.promote_answer(
                one, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            return refuse(request, "learning/promote.html", shown, refusal)
        messages.success(request, _("La fiche est un brouillon : relisez-la, puis publiez-la."))
        return onward(request, "learning:resource", made.public_id)
    return render(request, "learning/promote.html", shown, status=422 if form.errors else 200)
