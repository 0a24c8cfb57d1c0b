"""Ask, follow, answer, make a sheet of an answer (R120, R235)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.learning.actions.resources import write_resource
from cordee.journeys.learning.events import (
    QuestionAnswered,
    QuestionAsked,
    QuestionAssigned,
    QuestionClosed,
    QuestionFollowed,
    QuestionPromoted,
)
from cordee.journeys.learning.models import (
    Audience,
    Question,
    QuestionNote,
    Resource,
)
from cordee.journeys.learning.rules.questions import traces
from cordee.journeys.models import Delegate, Participation
from cordee.journeys.queries import wall_clock
from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.people.policy import is_staff

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.journeys.models import Cohort
    from cordee.people.models import User

READERS = (Audience.STAFF, Audience.COHORT)
State = Question.State


def promised(cohort: Cohort, at: datetime) -> date:
    """The day by which a question asked now is answered, as the call promises."""
    within = cohort.edition.definition.year.answer_within
    return within.after(wall_clock(cohort, at).date())


@transaction.atomic
def ask_question(
    delegate: Delegate,
    subject: str,
    text: str,
    *,
    audience: str = Audience.STAFF,
    alone: bool = False,
    by: User,
    at: datetime,
    **how: Any,
) -> Question:
    """Ask the staff, for one's team or for oneself alone; a day is promised for the answer.

    `how` is nature and channel, when the staff writes down what came by telephone.
    """
    if audience not in READERS:
        raise Refused(broken("question.audience", "audience", "Ce cercle n’existe pas ici."))
    if not tidy(subject) or not tidy(text):
        raise Refused(missing("question.empty", "text", "Dites en quelques mots votre question."))
    cohort = delegate.participation.cohort
    made = Question.objects.create(
        cohort=cohort, participation=None if alone else delegate.participation,
        person=delegate.person, audience=audience, subject=tidy(subject)[:200], text=tidy(text),
        asked_at=at, due_on=promised(cohort, at), **how,
    )  # fmt: skip
    record(QuestionAsked(question=made.pk), by=by, at=at)
    return made


@transaction.atomic
def assign_question(question: Question, to: User | None, *, by: User, at: datetime) -> Question:
    """Entrust a question to someone of the staff, or to nobody any more."""
    if to is not None and not is_staff(to, at):
        raise Refused(broken("question.assigned", "assigned", "Confiez-la à l’équipe d’animation."))
    question = _locked(question)
    if question.assigned != to:
        question.assigned = to
        question.save(update_fields=("assigned",))
        record(QuestionAssigned(question=question.pk), by=by, at=at)
    return question


def _locked(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",))
    return rows.select_related("cohort__edition__current", "person", "participation").get(
        pk=question.pk
    )


@transaction.atomic
def follow_question(
    question: Question,
    text: str,
    *,
    internal: bool = False,
    minutes: int | None = None,
    by: User,
    at: datetime,
) -> QuestionNote:
    """Add a line to the sheet. From the staff, a word asks for a precision; hers opens it again.

    An internal note moves nothing and is read by the staff alone.
    """
    question = _locked(question)
    if not tidy(text):
        raise Refused(missing("note.empty", "text", "Écrivez quelques mots."))
    made = QuestionNote.objects.create(
        question=question, internal=internal, text=tidy(text), minutes=minutes, at=at, by=by
    )
    if not internal:
        asks = is_staff(by, at) and (question.person is None or question.person.user_id != by.pk)
        question.state = State.AWAITING if asks else State.OPEN
        if not asks:
            question.due_on = promised(question.cohort, at)
        question.save(update_fields=("state", "due_on"))
    record(
        QuestionFollowed(
            question=question.pk, note=made.pk, state="" if internal else question.state
        ),
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def answer_question(question: Question, text: str, *, by: User, at: datetime) -> Question:
    """Answer; who asked is told. A later answer replaces it, the former joins the sheet."""
    question = _locked(question)
    if not tidy(text):
        raise Refused(missing("answer.empty", "text", "Écrivez la réponse."))
    if question.answer and question.answer != tidy(text):
        QuestionNote.objects.create(
            question=question, internal=True, text=question.answer, at=at, by=question.answered_by
        )
    question.answer, question.answered_at, question.answered_by = tidy(text), at, by
    question.state = State.ANSWERED
    question.save()
    record(QuestionAnswered(question=question.pk), by=by, at=at)
    return question


@transaction.atomic
def close_question(question: Question, *, by: User, at: datetime) -> Question:
    """Say that it is over."""
    question = _locked(question)
    if question.state != State.CLOSED:
        question.state = State.CLOSED
        question.save(update_fields=("state",))
        record(QuestionClosed(question=question.pk), by=by, at=at)
    return question


@transaction.atomic
def promote_answer(
    question: Question, title: str, body: str, *, audience: str, by: User, at: datetime
) -> Resource:
    """Make a sheet of an answer, for others to find; raises `Refused` while it tells who asked."""
    question = _locked(question)
    if not question.answer:
        raise Refused(broken("sheet.early", "body", "Cette question n’a pas encore de réponse."))
    if question.sheet is not None:
        raise Refused(broken("sheet.twice", "body", "Cette réponse est déjà une fiche."))
    if not tidy(title) or not tidy(body):
        raise Refused(missing("sheet.empty", "body", "Donnez un titre et un texte à la fiche."))
    if left := traces(f"{title}\n{body}", _names(question)):
        said = ", ".join(left)
        raise Refused(
            broken(
                "sheet.names",
                "body",
                french.say(
                    "La fiche dit encore qui a posé la question : {said}. Ôtez-le, puis "
                    "enregistrez.",
                    said=said,
                ),
            )
        )
    made = write_resource(
        question.cohort, by=by, at=at, kind=Resource.Kind.SHEET, title=tidy(title)[:200],
        body=tidy(body), audience=audience,
    )  # fmt: skip
    question.sheet = made
    question.save(update_fields=("sheet",))
    record(QuestionPromoted(question=question.pk, resource=made.pk), by=by, at=at)
    return made


def _names(question: Question) -> list[str]:
    """Everyone of the delegation that asked, and its territory: a team mate is a trace too."""
    found: list[str] = []
    teams = Participation.objects.filter(cohort=question.cohort)
    if question.person is not None:
        teams = teams.filter(delegates__person=question.person)
    if question.participation is not None:
        teams = teams | Participation.objects.filter(pk=question.participation.pk)
    keys = list(teams.values_list("pk", flat=True).order_by())
    found += Participation.objects.filter(pk__in=keys).values_list("name", flat=True).order_by("pk")
    people = Delegate.objects.filter(participation__in=keys).select_related("person").order_by("pk")
    for one in people:
        found += [one.person.family_name, f"{one.person.given_name} {one.person.family_name}"]
    return found
