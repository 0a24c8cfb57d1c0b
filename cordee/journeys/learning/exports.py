"""What learning keeps about someone, for herself (GDPR, articles 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cordee.journeys.learning.models import (
    Bookmark,
    Card,
    Extract,
    Feedback,
    Introduction,
    LogEntry,
    Question,
    QuestionNote,
    Reply,
    TextVersion,
    Turnout,
)

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person


def logbook(person: Person, at: datetime) -> list[dict[str, Any]]:
    """Her logbook, whole, even once she left the cohort."""
    rows = LogEntry.objects.filter(person=person).select_related("cohort")
    return [
        {
            "cohorte": one.cohort.label,
            "rubrique": one.section,
            "texte": one.text,
            "écrit le": one.written_at.isoformat(),
            "qui lit": str(one.get_audience_display()),
        }
        for one in rows.order_by("written_at", "pk")
    ]


def quotations(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The words of hers that were asked for, and what she answered."""
    rows = Extract.objects.filter(person=person).select_related("cohort")
    return [
        {
            "cohorte": one.cohort.label,
            "extrait": one.text,
            "usage": str(one.get_use_display()),
            "réponse": str(one.get_answer_display()),
            "retiré le": one.withdrawn_at.isoformat() if one.withdrawn_at else "",
            "utilisé dans": one.used_in,
        }
        for one in rows.order_by("asked_at", "pk")
    ]


def exercises(person: Person, at: datetime) -> list[dict[str, Any]]:
    """What she said of returns, and the texts of hers that were replaced or kept aside."""
    said = Feedback.objects.filter(person=person, removed_at=None).select_related(
        "given_back__exercise"
    )
    found = [
        {"exercice": one.given_back.exercise.title, "avis": one.text, "le": one.at.isoformat()}
        for one in said.order_by("at", "pk")
    ]
    if person.user_id is None:
        return found
    kept = TextVersion.objects.filter(by=person.user_id).order_by("at", "pk")
    return found + [{"texte gardé": one.text, "le": one.at.isoformat()} for one in kept]


def surveys(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The surveys she answered; her answers too, when she signed them."""
    signed = {one.survey_id: one.answers for one in Reply.objects.filter(person=person)}
    rows = Turnout.objects.filter(person=person).select_related("survey")
    return [
        {
            "questionnaire": one.survey.title,
            "réponses": signed.get(one.survey_id, "anonymes : nul ne sait lesquelles"),
        }
        for one in rows.order_by("survey__opens_at", "survey_id")
    ]


def questions(person: Person, at: datetime) -> list[dict[str, Any]]:
    """What she asked the staff, and what she added."""
    rows = Question.objects.filter(person=person).order_by("asked_at", "pk")
    found = [
        {"objet": one.subject, "question": one.text, "réponse": one.answer,
         "le": one.asked_at.isoformat()}
        for one in rows
    ]  # fmt: skip
    if person.user_id is None:
        return found
    notes = QuestionNote.objects.filter(by=person.user_id).order_by("at", "pk")
    return found + [{"message": one.text, "le": one.at.isoformat()} for one in notes]


def peers(person: Person, at: datetime) -> list[dict[str, Any]]:
    """Her cards in the directories, and her introductions."""
    cards = [
        {"montre": one.shows, "peut aider sur": one.about, "cherche": one.wants,
         "jusqu’au": one.until.isoformat()}
        for one in Card.objects.filter(person=person).order_by("pk")
    ]  # fmt: skip
    rows = Introduction.objects.filter(Q(asker=person) | Q(asked=person)).order_by("pk")
    talks = [
        {"mise en relation": "demandée" if one.asker_id == person.pk else "reçue",
         "message": one.message, "le": one.asked_at.isoformat(),
         "état": str(one.get_state_display())}
        for one in rows
    ]  # fmt: skip
    return cards + talks


def kept(person: Person, at: datetime) -> list[dict[str, Any]]:
    """What she keeps at hand."""
    rows = Bookmark.objects.filter(user__person=person).select_related("resource")
    return [
        {"ressource": one.resource.title, "depuis": one.at.isoformat()}
        for one in rows.order_by("pk")
    ]
