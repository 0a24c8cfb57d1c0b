"""Reading surveys: who is asked, who answered, what may be told of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from cordee.applications.reading import in_words
from cordee.journeys.learning.models import Reply, Survey, Turnout
from cordee.journeys.learning.rules.expecting import spoken
from cordee.journeys.learning.rules.surveys import (
    LEAST,
    Asked,
    Paired,
    Told,
    asked,
    paired,
    results,
)
from cordee.journeys.models import Delegate

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.journeys.learning.places import Place
    from cordee.journeys.models import Cohort, Participation


def surveys(place: Place, at: datetime) -> QuerySet[Survey]:
    """The surveys of a cohort: all for the staff; for the others, those opened to them."""
    found = Survey.objects.filter(cohort=place.cohort).select_related("meeting")
    if not place.staff:
        found = found.filter(opens_at__lte=at).exclude(to=Survey.To.STAFF)
    return found.order_by("-opens_at", "-pk").annotate(answered=Count("turnout"))


def answered_by(place: Place, rows: list[Survey]) -> set[int]:
    """The surveys among these that she, or her team, has answered."""
    found = Turnout.objects.filter(survey__in=rows)
    own = found.filter(person=place.person_id) if place.person_id else found.none()
    team = found.filter(participation__in=place.teams)
    return set((own | team).values_list("survey_id", flat=True).order_by())


def concerned(survey: Survey, at: datetime) -> QuerySet[Delegate]:
    """The delegates a survey is put to today."""
    return (
        Delegate.objects.current(at)
        .filter(participation__cohort=survey.cohort_id, participation__ends=None)
        .select_related("person", "participation")
        .order_by("pk")
    )


def reply_of(survey: Survey, place: Place) -> Reply | None:
    """The answer of hers that she may still change; none for an anonymous survey."""
    if survey.anonymous:
        return None
    if survey.to == Survey.To.TEAM:
        return survey.replies.filter(participation__in=place.teams, person=None).first()
    return survey.replies.filter(person=place.person_id).first() if place.person_id else None


def already_said(survey: Survey, participation: Participation | None) -> dict[str, str]:
    """Question of the survey → what the application of this territory already answered (R129)."""
    if participation is None:
        return {}
    definition = survey.cohort.edition.definition
    answers: dict[str, Any] = participation.outcome.deposit.content.get("answers", {})
    found = {}
    for one in asked(survey.questions):
        said = []
        for key in one.reuse:
            question = definition.question(key)
            if question is not None and answers.get(key) not in {None, ""}:
                said.append(str(in_words(question, answers[key])))  # type: ignore[arg-type] # notes are never reused
        if said:
            found[one.key] = "\n\n".join(said)
    return found


def may_be_told(survey: Survey, at: datetime) -> bool:
    """Anonymous results wait for the end: told on the way, each newcomer would be subtracted."""
    return not survey.anonymous or at >= survey.closes_at


def questions_of(survey: Survey) -> list[Asked]:
    """What a survey asks, as each reader may hear it."""
    return spoken(asked(survey.questions), survey.cohort.edition.definition)


def told(survey: Survey, at: datetime) -> list[Told]:
    """What may be said of each question now; nothing before the end of an anonymous survey."""
    if not may_be_told(survey, at):
        return []
    rows = [one.answers for one in survey.replies.all()]
    return results(questions_of(survey), rows, LEAST if survey.anonymous else 1)


def compared(survey: Survey, at: datetime) -> Paired | None:
    """Before and after, for a survey that has its other half and is over."""
    first = survey.before if survey.kind == Survey.Kind.AFTER else None
    if first is None or not may_be_told(survey, at) or not may_be_told(first, at):
        return None
    sides = [[(one.mark, one.answers) for one in side.replies.all()] for side in (first, survey)]
    return paired(questions_of(survey), sides[0], sides[1], LEAST)


@dataclass(frozen=True, slots=True)
class Turn:
    """How many were asked, how many answered."""

    asked: int
    answered: int


def turn(survey: Survey, at: datetime) -> Turn:
    """How far a survey is, without a name."""
    rows = concerned(survey, at)
    count = rows.values("participation").distinct() if survey.to == "team" else rows
    return Turn(count.order_by().count(), survey.turnout.count())


def without_pulse(cohort: Cohort) -> list[Any]:
    """The dated meetings of the whole cohort that have no pulse yet."""
    rows = cohort.meetings.filter(participation=None).exclude(starts=None)
    return list(rows.exclude(state="cancelled").exclude(surveys__kind="pulse")[:12])
