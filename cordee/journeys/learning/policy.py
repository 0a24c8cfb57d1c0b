"""Who may read and write what a cohort learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from cordee.journeys.learning.places import place_of
from cordee.journeys.learning.queries.exercises import reads_return
from cordee.journeys.learning.queries.peers import writes_in
from cordee.journeys.policy import SIGN_IN
from cordee.kernel.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.journeys.learning.models import (
        Exercise,
        Extract,
        Feedback,
        Introduction,
        LogEntry,
        Minutes,
        MinutesPart,
        Question,
        Resource,
        Return,
        Survey,
    )
    from cordee.journeys.learning.models.circles import Circled
    from cordee.journeys.models import Cohort
    from cordee.people.models import User

    type Visitor = User | AnonymousUser


def may_learn(user: Visitor, cohort: Cohort, *, at: datetime) -> Right:
    """The staff, and whoever is of a delegation today, while her territory takes part."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    return Right.yes() if place_of(user, cohort, at) else Right.hidden()


def may_take_part(user: Visitor, cohort: Cohort, *, at: datetime) -> Right:
    """The delegations: what is personal, or of a team, is theirs to write."""
    right = may_learn(user, cohort, at=at)
    place = place_of(user, cohort, at) if right else None
    if place is not None and place.delegate is None:
        return Right.no(
            "Cette page est celle des membres des délégations : chacun·e y écrit pour soi ou pour "
            "son territoire."
        )
    return right


def may_lead(user: Visitor, cohort: Cohort, *, at: datetime) -> Right:
    """The staff prepares what the cohort learns."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    place = place_of(user, cohort, at)
    return Right.yes() if place and place.staff else Right.hidden()


def may_read(user: Visitor, text: Circled, *, at: datetime) -> Right:
    """Whoever stands in the circle of a text; for the others it does not exist."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    place = place_of(user, text.cohort, at)
    return Right.yes() if place and place.reads(text) else Right.hidden()


def may_keep(user: Visitor, entry: LogEntry, *, at: datetime) -> Right:
    """An entry of a logbook is its author's, to write, share and take back."""
    right = may_read(user, entry, at=at)
    if right and not _is(user, entry.person_id):
        return Right.no("Seule la personne qui a écrit cette entrée peut la changer.")
    return right


def may_ask_extract(user: Visitor, entry: LogEntry, *, at: datetime) -> Right:
    """The staff asks to quote what it reads, never what was kept closer."""
    right = may_read(user, entry, at=at)
    if right and not place_is_staff(user, entry.cohort, at):
        return Right.no("L’équipe d’animation demande les citations, avec l’accord de l’auteur·e.")
    return right


def may_answer_extract(user: Visitor, extract: Extract, *, at: datetime) -> Right:
    """Only the author says whether she may be quoted, even after she left the cohort."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    if _is(user, extract.person_id):
        return Right.yes()
    place = place_of(user, extract.cohort, at)
    if place and place.staff:
        return Right.no("Seule la personne citée donne ou retire son accord.")
    return Right.hidden()


def may_see_extract(user: Visitor, extract: Extract, *, at: datetime) -> Right:
    """The author and the staff follow what became of a quotation."""
    if may_answer_extract(user, extract, at=at):
        return Right.yes()
    return may_lead(user, extract.cohort, at=at)


def place_is_staff(user: Visitor, cohort: Cohort, at: datetime) -> bool:
    """Whether she runs the cohort."""
    place = place_of(user, cohort, at)
    return place is not None and place.staff


def _is(user: Visitor, person: int | None) -> bool:
    own = getattr(user, "person", None)
    return own is not None and own.pk == person


def may_see_exercise(user: Visitor, exercise: Exercise, *, at: datetime) -> Right:
    """The cohort, once the exercise is proposed; the staff before."""
    right = may_learn(user, exercise.cohort, at=at)
    if right and exercise.published_at is None and not place_is_staff(user, exercise.cohort, at):
        return Right.hidden()
    return right


def may_set_exercise(user: Visitor, exercise: Exercise, *, at: datetime) -> Right:
    """The staff writes and proposes exercises."""
    return may_lead(user, exercise.cohort, at=at)


def may_give_back(user: Visitor, exercise: Exercise, *, at: datetime) -> Right:
    """The delegations, each for its territory, once the exercise is proposed."""
    right = may_see_exercise(user, exercise, at=at)
    if right and exercise.published_at is None:
        return Right.no("Cet exercice n’est pas encore proposé aux territoires.")
    return may_take_part(user, exercise.cohort, at=at) if right else right


def may_read_return(user: Visitor, given_back: Return, *, at: datetime) -> Right:
    """Its team, the staff once handed in, the peers when the exercise says so."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    place = place_of(user, given_back.exercise.cohort, at)
    if place is None or not reads_return(place, given_back, at):
        return Right.hidden()
    return Right.yes()


def may_change_return(user: Visitor, given_back: Return, *, at: datetime) -> Right:
    """Its team alone."""
    right = may_read_return(user, given_back, at=at)
    place = place_of(user, given_back.exercise.cohort, at)
    if right and place and given_back.participation_id not in place.teams:
        return Right.no("Chaque délégation écrit le retour de son territoire.")
    return right


def may_remove_feedback(user: Visitor, feedback: Feedback, *, at: datetime) -> Right:
    """Who wrote it, or the staff."""
    right = may_read_return(user, feedback.given_back, at=at)
    if right and not (
        _is(user, feedback.person_id)
        or place_is_staff(user, feedback.given_back.exercise.cohort, at)
    ):
        return Right.no("Seule la personne qui a donné cet avis peut le retirer.")
    return right


def may_see_survey(user: Visitor, survey: Survey, *, at: datetime) -> Right:
    """Those it is put to, once it opens; the staff always."""
    right = may_learn(user, survey.cohort, at=at)
    hidden = survey.to == "staff" or at < survey.opens_at
    if right and hidden and not place_is_staff(user, survey.cohort, at):
        return Right.hidden()
    return right


def may_set_survey(user: Visitor, survey: Survey, *, at: datetime) -> Right:
    """The staff prepares, closes and exports."""
    return may_lead(user, survey.cohort, at=at)


def may_read_resource(user: Visitor, resource: Resource, *, at: datetime) -> Right:
    """Its circle, once published and while it is fresh; the staff before and after."""
    right = may_read(user, resource, at=at)
    if not right or place_is_staff(user, resource.cohort, at):
        return right
    over = resource.expires_on is not None and resource.expires_on <= localdate(at)
    return Right.hidden() if resource.state != "published" or over else right


def may_fill(user: Visitor, resource: Resource, *, at: datetime) -> Right:
    """The staff fills the kits."""
    return may_lead(user, resource.cohort, at=at)


def may_follow(user: Visitor, question: Question, *, at: datetime) -> Right:
    """Who asked, her team when it asks, and the staff carry a question on."""
    right = may_read(user, question, at=at)
    place = place_of(user, question.cohort, at)
    if (
        right
        and place
        and not (
            place.staff or _is(user, question.person_id) or question.participation_id in place.teams
        )
    ):
        return Right.no("Cette question est celle d’une autre délégation.")
    return right


def may_answer_question(user: Visitor, question: Question, *, at: datetime) -> Right:
    """The staff answers."""
    return may_lead(user, question.cohort, at=at)


def may_read_minutes(user: Visitor, minutes: Minutes, *, at: datetime) -> Right:
    """Their circle once published; before, the staff and whoever has a part to write."""
    right = may_learn(user, minutes.cohort, at=at)
    place = place_of(user, minutes.cohort, at) if right else None
    if place is None:
        return right
    seen = place.reads(minutes) if minutes.published_at else writes_in(place, minutes)
    return Right.yes() if seen or place.staff else Right.hidden()


def may_run_minutes(user: Visitor, minutes: Minutes, *, at: datetime) -> Right:
    """The staff entrusts the parts and publishes."""
    return may_lead(user, minutes.cohort, at=at)


def may_write_part(user: Visitor, part: MinutesPart, *, at: datetime) -> Right:
    """Who it is entrusted to, the staff, and every delegate while it is nobody's."""
    right = may_read_minutes(user, part.minutes, at=at)
    place = place_of(user, part.minutes.cohort, at) if right else None
    if place is None:
        return right
    if place.staff or part.assigned_id in {None, place.person_id}:
        return Right.yes()
    return Right.no("Cette partie est confiée à quelqu’un d’autre.")


def may_see_introduction(user: Visitor, one: Introduction, *, at: datetime) -> Right:
    """The two people it puts in touch, and nobody else: not even the staff."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    if place_of(user, one.cohort, at) is None:
        return Right.hidden()
    return Right.yes() if _is(user, one.asker_id) or _is(user, one.asked_id) else Right.hidden()


def may_answer_introduction(user: Visitor, one: Introduction, *, at: datetime) -> Right:
    """Only whom it was asked of."""
    right = may_see_introduction(user, one, at=at)
    if right and not _is(user, one.asked_id):
        return Right.no("C’est à l’autre personne de répondre.")
    return right


def may_withdraw_introduction(user: Visitor, one: Introduction, *, at: datetime) -> Right:
    """Only who asked."""
    right = may_see_introduction(user, one, at=at)
    if right and not _is(user, one.asker_id):
        return Right.no("Seule la personne qui a demandé peut retirer sa demande.")
    return right
