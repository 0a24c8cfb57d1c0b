"""Exercises: the list, what is asked, the returns one may read, what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.learning import actions, policy, queries
from cordee.journeys.learning.actions.exercises import planned
from cordee.journeys.learning.forms import ExerciseForm, WordForm
from cordee.journeys.learning.models import Exercise, Feedback, Return
from cordee.journeys.learning.rules.exercises import said_late
from cordee.journeys.learning.screens import around, refuse, stand
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.screens import said_when
from cordee.kernel import french
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.files.serving import served
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

    from cordee.journeys.learning.places import Place
    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request


def rows() -> QuerySet[Exercise]:
    """Exercises with what their page shows."""
    return Exercise.objects.select_related("cohort__edition__current", "meeting")


def returns() -> QuerySet[Return]:
    """Returns with what their page shows."""
    return Return.objects.select_related(
        "exercise__cohort__edition__current", "exercise__meeting", "participation", "draft",
        "handed_by__person",
    )  # fmt: skip


def feedbacks() -> QuerySet[Feedback]:
    """What was said of returns, with where it was said."""
    return Feedback.objects.filter(removed_at=None).select_related(
        "given_back__exercise__cohort__edition__current", "given_back__exercise__meeting",
        "given_back__participation",
    )  # fmt: skip


@require_safe
@guarded(cohorts, policy.may_learn)
def exercises(request: Request, cohort: Cohort) -> HttpResponse:
    """Every exercise, and where one's own territory is with each."""
    place = stand(request, cohort)
    page = paginated(request, queries.exercises(place))
    own, now = queries.own_returns(place, page), timezone.now()
    lines = [(one, own.get(one.pk), state_of(one, own.get(one.pk), now, place)) for one in page]
    teams = cohort.participations.filter(ends=None).count()
    shown = around(place, "exercises", page=page, lines=lines, teams=teams)
    return render(request, "learning/exercises.html", shown)


def state_of(exercise: Exercise, mine: Return | None, now: Any, place: Place) -> tuple[str, str]:
    """Where a return is, in a word and a tone."""
    handed = mine.handed_at if mine else None
    late = said_late(exercise.due_for(place.participation), handed, now)
    if handed is not None:
        return (_("rendu, %(late)s") % {"late": late}, "warn") if late else (_("rendu"), "good")
    if late:
        return late, "bad"
    return (_("en cours d’écriture"), "info") if mine else (_("à faire"), "neutral")


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_lead)
def plan(request: Request, cohort: Cohort) -> HttpResponse:
    """Write an exercise, from one the call announces or from nothing."""
    place = stand(request, cohort)
    form = ExerciseForm(
        list(queries.meetings_of(place).filter(participation=None)[:60]),
        planned(cohort), request.POST or None, initial=_announced(cohort, request),
    )  # fmt: skip
    shown = around(place, "exercises", form=form, planned=planned(cohort), exercise=None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_exercise(
                cohort, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            return refuse(request, "learning/exercise_form.html", shown, refusal)
        return onward(request, "learning:exercise", made.public_id)
    return render(request, "learning/exercise_form.html", shown, status=422 if form.errors else 200)


def _announced(cohort: Cohort, request: Request) -> dict[str, Any]:
    wanted = request.GET.get("livrable", "")
    for one in planned(cohort):
        if one.key == wanted:
            words = str(one.description or "")
            audience = one.audience if one.audience in {"team", "staff", "cohort"} else "cohort"
            return {"title": str(one.label), "instructions": words, "deliverable": one.key,
                    "peers": one.peers, "audience": audience,
                    "meeting": _hung_on(cohort, one)}  # fmt: skip
    return {"audience": "cohort"}


def _hung_on(cohort: Cohort, one: Any) -> str:
    """The meeting that a deliverable is due at, when it hangs on one."""
    family, _dot, key = (one.due.anchor if one.due else "").partition(".")
    if family != "meeting":
        return ""
    found = cohort.meetings.filter(key=key, participation=None).first()
    return str(found.public_id) if found else ""


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_set_exercise)
def change(request: Request, exercise: Exercise) -> HttpResponse:
    """Change an exercise."""
    place = stand(request, exercise.cohort)
    meetings = list(queries.meetings_of(place).filter(participation=None)[:60])
    if exercise.meeting is not None and exercise.meeting not in meetings:
        meetings.append(exercise.meeting)
    names = ("title", "instructions", "deliverable", "due_at", "audience", "peers")
    initial = {name: getattr(exercise, name) for name in names}
    initial["meeting"] = str(exercise.meeting.public_id) if exercise.meeting else ""
    known = planned(exercise.cohort)
    form = ExerciseForm(meetings, known, request.POST or None, initial=initial)
    shown = around(place, "exercises", form=form, planned=[], exercise=exercise)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_exercise(
                exercise, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            return refuse(request, "learning/exercise_form.html", shown, refusal)
        return onward(request, "learning:exercise", exercise.public_id)
    return render(request, "learning/exercise_form.html", shown, status=422 if form.errors else 200)


@require_POST
@guarded(rows, policy.may_set_exercise)
def publish(request: Request, exercise: Exercise) -> HttpResponse:
    """Ask the territories."""
    actions.publish_exercise(exercise, by=request.user, at=timezone.now())
    messages.success(request, _("L’exercice est proposé ; les délégations en sont averties."))
    return onward(request, "learning:exercise", exercise.public_id)


@require_safe
@guarded(rows, policy.may_see_exercise)
def exercise(request: Request, one: Exercise) -> HttpResponse:
    """What is asked, one's own return, those of the others one may read."""
    place, now = stand(request, one.cohort), timezone.now()
    mine = queries.own_returns(place, [one]).get(one.pk)
    page = paginated(request, queries.returns_read(place, one, now))
    lines = [(row, said_late(one.due_for(row.participation), row.handed_at, now)) for row in page]
    shown = around(
        place, "exercises", exercise=one, mine=mine, page=page, lines=lines,
        state=state_of(one, mine, now, place), until=one.due_for(place.participation),
        due=said_due(one), readers=said_readers(one),
        waiting=_silent(place, one),
    )  # fmt: skip
    return render(request, "learning/exercise.html", shown)


def said_due(one: Exercise) -> str:
    """Until when, in words; the meeting it hangs on when its date is not known."""
    if one.due_at is None and one.meeting is not None:
        return french.strung(one.meeting.label, said_when(one.meeting), between=", ")
    return ""


def said_readers(one: Exercise) -> str:
    """Who reads a return, and from when."""
    words = {
        "team": _("votre délégation, et personne d’autre"),
        "staff": _("votre délégation, et l’équipe d’animation une fois rendu"),
        "cohort": _("votre délégation ; une fois rendu, l’équipe d’animation, puis les autres "
                    "délégations %(when)s"),
    }  # fmt: skip
    return (
        str(words[one.audience]) % {"when": one.get_peers_display()}
        if (one.audience == "cohort")
        else str(words[one.audience])
    )


def _silent(place: Place, one: Exercise) -> list[str]:
    """For the staff, the territories that have not handed in, by name."""
    if not place.staff or one.published_at is None:
        return []
    handed = one.returns.exclude(handed_at=None).values("participation")
    rows_ = one.cohort.participations.filter(ends=None).exclude(pk__in=handed)
    return list(rows_.order_by("name", "pk").values_list("name", flat=True)[:100])


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(returns, policy.may_read_return)
def given(request: Request, one: Return) -> HttpResponse:
    """A return as it was handed in, and what is said of it."""
    place, now = stand(request, one.exercise.cohort), timezone.now()
    form = WordForm(request.POST or None)
    page = paginated(request, queries.feedback_on(one))
    shown = around(
        place, "exercises", given=one, exercise=one.exercise, form=form, page=page,
        files=list(one.files.filter(removed_at=None)), own=one.participation_id in place.teams,
        late=said_late(one.exercise.due_for(one.participation), one.handed_at, now),
        open=one.exercise.due is None or now < one.exercise.due,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        person = request.user.person
        try:
            actions.give_feedback(one, person, form.cleaned_data["text"], by=request.user, at=now)
        except Refused as refusal:
            return refuse(request, "learning/return.html", shown, refusal)
        messages.success(request, _("Votre avis est enregistré."))
        return onward(request, "learning:return", one.public_id)
    return render(request, "learning/return.html", shown, status=422 if form.errors else 200)


@require_POST
@guarded(feedbacks, policy.may_remove_feedback)
def remove_feedback(request: Request, one: Feedback) -> HttpResponse:
    """Take one's words back."""
    actions.remove_feedback(one, by=request.user, at=timezone.now())
    messages.success(request, _("Cet avis est retiré."))
    return onward(request, "learning:return", one.given_back.public_id)


@require_safe
@guarded(returns, policy.may_read_return)
def file(_request: Request, one: Return, key: str) -> HttpResponse:
    """A file given with a return, always downloaded."""
    found = row_or_404(lambda: one.files.filter(removed_at=None), public_id=key)
    return served(found.content, found.name, found.media_type)
