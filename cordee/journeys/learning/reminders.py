"""What learning reminds of."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cordee.journeys.learning.links import survey_link
from cordee.journeys.learning.models import (
    Exercise,
    Introduction,
    Question,
    Return,
    Survey,
    Turnout,
)
from cordee.journeys.models import Delegate
from cordee.journeys.queries import wall_clock
from cordee.kernel import french
from cordee.kernel.french import typeset
from cordee.ledger.reminders import Proposal
from cordee.people.models import Seat

if TYPE_CHECKING:
    from collections.abc import Iterator

BEFORE = timedelta(days=7)
AFTER = timedelta(days=60)
"""How long an exercise that is over is still looked at."""


class ExercisesDue:
    """A week before an exercise is due, the delegations that have not given it back are told."""

    key = "learning.exercise_due"
    label = _("Exercice à rendre dans une semaine")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Everyone of the teams asked; those whose team handed in are skipped, and it is said."""
        rows = Exercise.objects.exclude(published_at=None).select_related(
            "meeting", "cohort__edition__current"
        )
        for one in rows.order_by("pk"):
            if one.due is not None and one.due > at - AFTER:
                yield from self._for(one, one.due, at)

    def _for(self, one: Exercise, due: datetime, at: datetime) -> Iterator[Proposal]:
        handed = Return.objects.filter(exercise=one).exclude(handed_at=None)
        done = set(handed.values_list("participation_id", flat=True).order_by())
        address = settings.SITE_URL + reverse("learning:exercise", args=[one.public_id])
        people = Delegate.objects.current(at).filter(
            participation__cohort=one.cohort, participation__ends=None
        )
        for who in people.select_related("person", "participation").order_by("pk"):
            own = who.participation.put_off_hour(due) or due
            text = french.say(
                "Bonjour,\n\nL’exercice « {title} » est à rendre le {said} : {address}\n",
                title=one.title,
                said=french.moment(wall_clock(one.cohort, own)),
                address=address,
            )
            skip = french.say("Déjà rendu.") if who.participation_id in done else ""
            yield Proposal(
                person=f"person:{who.person_id}",
                name=str(who.person),
                to=who.person.email,
                subject=("exercise", str(one.pk)),
                subject_name=one.title,
                occurrence=own.date().isoformat(),
                due=own - BEFORE,
                title=typeset(french.say("À rendre : {title}", title=one.title)),
                text=typeset(text),
                skip=skip or ("" if who.person.email else "Aucune adresse connue."),
            )


EXERCISES_DUE = ExercisesDue()


BEFORE_CLOSING = timedelta(days=2)


class SurveysOpen:
    """When a survey opens, each receives a link of her own; two days before its end, the missing.

    That someone answered is known, what she answered is not.
    """

    key = "learning.survey_open"
    label = _("Questionnaire ouvert, puis bientôt fermé")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Everyone asked, for each survey still to close; those who answered are skipped."""
        rows = Survey.objects.filter(closes_at__gt=at).exclude(to="staff")
        for one in rows.select_related("cohort__edition__current").order_by("pk"):
            yield from self._for(one, at)

    def _for(self, one: Survey, at: datetime) -> Iterator[Proposal]:
        turnout = set(
            Turnout.objects.filter(survey=one)
            .values_list("person_id", "participation_id")
            .order_by()
        )
        times = {"ouverture": one.opens_at}
        if one.closes_at - BEFORE_CLOSING > one.opens_at:
            times[french.say("bientôt fermé")] = one.closes_at - BEFORE_CLOSING
        people = Delegate.objects.current(at).filter(
            participation__cohort=one.cohort, participation__ends=None
        )
        for who in people.select_related("person").order_by("pk"):
            done = {(who.person_id, None), (None, who.participation_id)} & turnout
            for occurrence, due in times.items():
                yield self._one(
                    one, who, occurrence, due, skip=french.say("Déjà répondu.") if done else ""
                )

    def _one(
        self, one: Survey, who: Delegate, occurrence: str, due: datetime, *, skip: str
    ) -> Proposal:
        ends = french.moment(wall_clock(one.cohort, one.closes_at))
        nameless = (
            french.say(
                " Vos réponses sont anonymes : nous saurons que vous avez répondu, pas ce que "
                "vous avez répondu."
            )
            if one.anonymous
            else ""
        )
        text = french.say(
            "Bonjour,\n\n{title} : répondez en quelques instants par ce lien, qui est à vous "
            "seul·e, sans vous connecter : {who}\n\nJusqu’au {ends}.{nameless}\n",
            title=one.title,
            who=survey_link(one, who),
            ends=ends,
            nameless=nameless,
        )
        return Proposal(
            person=f"person:{who.person_id}",
            name=str(who.person),
            to=who.person.email,
            subject=("survey", str(one.pk)),
            subject_name=one.title,
            occurrence=occurrence,
            due=due,
            title=typeset(one.title),
            text=typeset(text),
            private=True,
            skip=skip or ("" if who.person.email else "Aucune adresse connue."),
        )


SURVEYS_OPEN = SurveysOpen()


class QuestionsDue:
    """The morning an answer is promised, its keeper, else the whole staff, is told."""

    key = "learning.question_due"
    label = _("Question d’un territoire, réponse promise")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """The questions that wait for the staff."""
        rows = Question.objects.filter(state="open").select_related(
            "assigned__person", "cohort__edition__current"
        )
        for one in rows.order_by("due_on", "pk"):
            seats = Seat.objects.current(at).staffing().select_related("person__user")
            found = {seat.person_id: seat.person for seat in seats.order_by("pk")}
            people = [one.assigned.person] if one.assigned else list(found.values())
            zone = wall_clock(one.cohort, at).tzinfo
            due = datetime.combine(one.due_on, time(8), zone)
            address = settings.SITE_URL + reverse("learning:question", args=[one.public_id])
            text = french.say(
                "Bonjour,\n\nRéponse promise aujourd’hui : {subject}. {address}\n",
                subject=one.subject,
                address=address,
            )
            for person in people:
                yield Proposal(
                    person=f"person:{person.pk}",
                    name=str(person),
                    to=person.email,
                    subject=("question", str(one.pk)),
                    subject_name=one.subject,
                    occurrence=one.due_on.isoformat(),
                    due=due,
                    title=typeset(french.say("Réponse promise : {subject}", subject=one.subject)),
                    text=typeset(text),
                    skip="" if person.email else "Aucune adresse connue.",
                )


QUESTIONS_DUE = QuestionsDue()


AFTER_TALK = timedelta(days=14)


class Talked:
    """Two weeks after an introduction, both are asked whether they talked."""

    key = "learning.talked"
    label = _("Mise en relation : et depuis ?")

    def proposals(self, at: datetime) -> Iterator[Proposal]:
        """Both ends of each introduction accepted in the last two months."""
        rows = Introduction.objects.filter(state="accepted", answered_at__gt=at - AFTER)
        for one in rows.select_related("asker", "asked").order_by("pk"):
            assert one.answered_at is not None  # noqa: S101 - filtered above
            address = settings.SITE_URL + reverse("learning:introduction", args=[one.public_id])
            for who, other in ((one.asker, one.asked), (one.asked, one.asker)):
                skip = french.say("Des nouvelles sont déjà données.") if one.outcome else ""
                yield Proposal(
                    person=f"person:{who.pk}",
                    name=str(who),
                    to=who.email,
                    subject=("introduction", str(one.pk)),
                    subject_name=french.say("Mise en relation"),
                    occurrence="suite",
                    due=one.answered_at + AFTER_TALK,
                    title=typeset(french.say("Avez-vous parlé avec {other} ?", other=other)),
                    text=typeset(
                        french.say("Bonjour,\n\nDites-le en un clic : {address}\n", address=address)
                    ),
                    skip=skip or ("" if who.email else "Aucune adresse connue."),
                )


TALKED = Talked()
