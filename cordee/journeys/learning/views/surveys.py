"""Surveys: prepare, answer in a minute with or without an account, read what may be told."""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cordee.journeys.learning import actions, links, policy, queries
from cordee.journeys.learning.actions.surveys import announced, reused
from cordee.journeys.learning.forms import AnswersForm, SurveyForm
from cordee.journeys.learning.forms.surveys import WORDS
from cordee.journeys.learning.models import Survey
from cordee.journeys.learning.rules.codes import new_code
from cordee.journeys.learning.rules.expecting import closes, expected
from cordee.journeys.learning.rules.surveys import LEAST, SCALE, Asked, asked
from cordee.journeys.learning.screens import around, refuse, stand
from cordee.journeys.models import Meeting
from cordee.journeys.queries import held_days
from cordee.journeys.queries.cohorts import cohorts
from cordee.kernel import french
from cordee.kernel.findings import Refused
from cordee.kernel.speech import heard
from cordee.programme.anchors import deadline
from cordee.web.components import Bar, paginated
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

    from cordee.journeys.learning.rules.surveys import Told
    from cordee.journeys.models import Cohort, Participation
    from cordee.people.models import Person
    from cordee.web.requests import Request

PAGE = "learning/answer.html"
LASTS = timedelta(days=14)


def rows() -> QuerySet[Survey]:
    """Surveys with what their page shows."""
    return Survey.objects.select_related("cohort__edition__current", "meeting", "before")


@require_safe
@guarded(cohorts, policy.may_learn)
def surveys(request: Request, cohort: Cohort) -> HttpResponse:
    """Every survey, and what is to be answered."""
    place, now = stand(request, cohort), timezone.now()
    page = paginated(request, queries.surveys(place, now))
    done = queries.answered_by(place, list(page))
    lines = [(one, *_state(one, now, done=one.pk in done)) for one in page]
    shown = around(
        place, "surveys", page=page, lines=lines,
        announced=list(_announced(cohort)) if place.staff else [],
        meetings=queries.without_pulse(cohort) if place.staff else [],
    )  # fmt: skip
    return render(request, "learning/surveys.html", shown)


def _state(one: Survey, now: datetime, *, done: bool) -> tuple[str, str]:
    if now < one.opens_at:
        return _("à venir"), "neutral"
    if now >= one.closes_at:
        return _("fermé"), "neutral"
    return (_("répondu"), "good") if done else (_("ouvert"), "info")


def _announced(cohort: Cohort) -> Iterator[tuple[Any, str]]:
    """The surveys of the call that nobody prepared yet, and when they are due."""
    known = set(Survey.objects.filter(cohort=cohort).values_list("key", flat=True).order_by())
    held = held_days(cohort.meetings.all())
    for one in announced(cohort):
        if one.key not in known:
            due = deadline(cohort.edition.definition, one.when, held).said() if one.when else ""
            yield one, due


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, policy.may_lead)
def plan(request: Request, cohort: Cohort) -> HttpResponse:
    """Prepare a survey, from one the call announces or from nothing."""
    place = stand(request, cohort)
    wanted = request.GET.get("questionnaire", "")
    known = next((one for one in announced(cohort) if one.key == wanted), None)
    firsts = list(Survey.objects.filter(cohort=cohort, kind="before", later=None)[:20])
    form = SurveyForm(
        firsts, request.POST or None, ready=_ready(cohort, known), initial=_initial(cohort, known)
    )
    shown = around(place, "surveys", form=form)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_survey(
                cohort, form.questions(), key=known.key if known else "", by=request.user,
                at=timezone.now(), **form.facts(),
            )  # fmt: skip
        except Refused as refusal:
            return refuse(request, "learning/survey_form.html", shown, refusal)
        return onward(request, "learning:survey", made.public_id)
    return render(request, "learning/survey_form.html", shown, status=422 if form.errors else 200)


def _ready(cohort: Cohort, known: Any) -> list[Asked]:
    """The questions of the call, then those of the application that this survey takes up."""
    if known is None:
        return []
    told = [Asked("", str(one)) for one in known.questions]
    again = [Asked("", str(one.label), reuse=(one.key,)) for one in reused(cohort, known.key)]
    definition = cohort.edition.definition
    if not told and not again and closes(definition, known):
        return expected(definition)
    return [*told, *again]


def _initial(cohort: Cohort, known: Any) -> dict[str, Any]:
    zone = ZoneInfo(cohort.edition.definition.timeline.zone)
    opens = timezone.now().astimezone(zone).replace(minute=0, second=0, microsecond=0)
    if known is None:
        return {"opens_at": opens, "closes_at": opens + LASTS}
    if known.when is not None:
        held = held_days(cohort.meetings.all())
        first = deadline(cohort.edition.definition, known.when, held).first
        opens = datetime.combine(first, time(9), zone) if first else opens
    return {
        "title": str(known.label), "intro": str(known.description or ""), "to": known.to,
        "anonymous": known.anonymous, "opens_at": opens, "closes_at": opens + LASTS,
    }  # fmt: skip


@require_POST
@guarded(cohorts, policy.may_lead)
def pulse(request: Request, cohort: Cohort, meeting: str) -> HttpResponse:
    """Ask how a meeting was."""
    found = row_or_404(
        lambda: Meeting.objects.filter(cohort=cohort, participation=None).select_related(
            "cohort__edition__current"
        ),
        public_id=meeting,
    )
    try:
        made = actions.plan_pulse(found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, heard(refusal.findings[0].sentence))
        return onward(request, "learning:surveys", cohort.public_id)
    said = _("Le pouls est prêt : chacun·e reçoit son lien à la fin de la rencontre.")
    messages.success(request, said)
    return onward(request, "learning:survey", made.public_id)


@require_POST
@guarded(rows, policy.may_set_survey)
def close(request: Request, survey: Survey) -> HttpResponse:
    """Close a survey now, for good."""
    actions.close_survey(survey, by=request.user, at=timezone.now())
    messages.success(request, _("Le questionnaire est fermé ; ses résultats se lisent."))
    return onward(request, "learning:survey", survey.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_see_survey)
def survey(request: Request, one: Survey) -> HttpResponse:
    """Answer, while it is open; read what may be told of the answers, for those who may."""
    place, now = stand(request, one.cohort), timezone.now()
    answers = (place.delegate is not None) if one.to != "staff" else place.staff
    known = queries.reply_of(one, place)
    done = one.pk in queries.answered_by(place, [one])
    if one.is_open(now) and answers and not (done and one.anonymous):
        person = place.delegate.person if place.delegate else request.user.person
        given = known.answers if known else {}
        context = around(place, "surveys", survey=one, done=done)
        return _answering(request, one, person, place.participation, given, context)
    if request.method == "POST":
        raise Http404
    return render(request, "learning/results.html", _results(request, one, done=done))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: Request, token: str) -> HttpResponse:
    """Answer from a link of one's own, without an account; nothing else opens."""
    now = timezone.now()
    found = links.behind(token, now)
    if found is None:
        raise Http404
    one, me = found
    team = one.to == "team"
    who = {"participation": me.participation} if team else {"person": me.person}
    done = one.turnout.filter(**who).exists()
    context = {"survey": one, "done": done, "pages": [], "place": None, "participation": None,
               "cohort": one.cohort, "findings": []}  # fmt: skip
    if not one.is_open(now) or (done and one.anonymous):
        return render(request, "learning/answered.html", {**context, "code": ""})
    kept = None if one.anonymous else one.replies.filter(**who).first()
    return _answering(
        request, one, me.person, me.participation, kept.answers if kept else {}, context
    )


def _answering(  # noqa: PLR0917 - everything an answer needs
    request: Request,
    one: Survey,
    person: Person,
    participation: Participation | None,
    given: dict[str, Any],
    context: dict[str, Any],
) -> HttpResponse:
    fresh = one.kind == Survey.Kind.BEFORE
    sent = request.POST if request.method == "POST" else None
    code = (request.POST.get("code", "") or new_code(secrets.choice)) if fresh else None
    form = AnswersForm(
        queries.questions_of(one), sent, given=given, code=code,
        said=queries.already_said(one, participation), coded=one.kind == Survey.Kind.AFTER,
    )  # fmt: skip
    shown = {**context, "form": form, "code": code}
    if sent is None:
        return render(request, PAGE, shown)
    if not form.is_valid():
        return refuse(request, PAGE, shown)
    told = dict(form.cleaned_data)
    typed = str(told.pop("code", "") or "")
    try:
        actions.answer_survey(
            one, told, person=person, participation=participation, code=typed,
            by=request.user if request.user.is_authenticated else None, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return refuse(request, PAGE, shown, refusal)
    return render(request, "learning/answered.html", {**context, "done": True, "code": code or ""})


def _results(request: Request, one: Survey, *, done: bool) -> dict[str, Any]:
    place, now = stand(request, one.cohort), timezone.now()
    reads = place.staff or one.audience == "cohort"
    told = queries.told(one, now) if reads else []
    groups: dict[str, list[tuple[Told, list[Bar]]]] = {}
    for part in told:
        groups.setdefault(part.question.public, []).append((part, list(_bars(part))))
    return around(
        place, "surveys", survey=one, done=done, reads=reads, least=LEAST,
        groups=list(groups.items()),
        ready=queries.may_be_told(one, now), turn=queries.turn(one, now),
        compared=queries.compared(one, now) if reads else None, open=one.is_open(now),
        upcoming=now < one.opens_at,
    )  # fmt: skip


def _bars(part: Told) -> Iterator[Bar]:
    words = dict(WORDS)
    for value in SCALE if part.counts else ():
        yield Bar(words[value], part.counts[value], french.number(part.counts[value]))


@require_safe
@guarded(rows, policy.may_set_survey)
def exported(_request: Request, one: Survey) -> HttpResponse:
    """What may be told, as a table; with names only when everyone signed."""
    return table_file(_table(one, timezone.now()), f"questionnaire-{one.pk}")


def _table(one: Survey, now: datetime) -> Iterator[list[Any]]:
    if one.anonymous:
        yield [_("public"), _("question"), _("réponse"), _("nombre")]
        for part in queries.told(one, now):
            for value, count in part.counts.items():
                yield [part.question.public, part.question.label, value, count]
            for text in part.texts:
                yield [part.question.public, part.question.label, text, 1]
        return
    questions = asked(one.questions)
    yield [_("territoire"), _("personne"), *(part.label for part in questions)]
    for reply in one.replies.select_related("person", "participation"):
        where = reply.participation.name if reply.participation else ""
        who = str(reply.person) if reply.person else ""
        yield [where, who, *(reply.answers.get(part.key, "") for part in questions)]
