"""Propose an exercise, give it back as a team, read and answer each other (R70)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cordee.journeys.actions import show
from cordee.journeys.learning.actions.writing import Written, write
from cordee.journeys.learning.events import (
    ExercisePublished,
    FeedbackGiven,
    FeedbackRemoved,
    ReturnHanded,
    ReturnTakenBack,
)
from cordee.journeys.learning.holding import PAPERS, hold, room_for_one
from cordee.journeys.learning.models import (
    Audience,
    Exercise,
    Feedback,
    Return,
    ReturnFile,
    SharedText,
)
from cordee.journeys.models import Evidence
from cordee.journeys.queries import wall_clock
from cordee.journeys.queries.concerned import pledges_asked
from cordee.journeys.rules.lasting import kind_of
from cordee.kernel.canonical import digest
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.programme.schema.pledges import Handed

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from cordee.journeys.models import Cohort, Participation
    from cordee.people.models import Person, User
    from cordee.programme.schema.year import Deliverable

FILES = 5
MAX_MB = 20
READERS = (Audience.TEAM, Audience.STAFF, Audience.COHORT)


@transaction.atomic
def plan_exercise(cohort: Cohort, *, by: User, at: datetime, **fields: Any) -> Exercise:
    """Write an exercise, which nobody but the staff sees yet; fields are those of the model."""
    made = Exercise(cohort=cohort, at=at, by=by, **fields)
    _check(made)
    made.save()
    return made


@transaction.atomic
def change_exercise(exercise: Exercise, *, by: User, at: datetime, **fields: Any) -> Exercise:
    """Change an exercise; once returns came, their readers are no wider than was said.

    Raises `Refused` when the circle of readers would grow under texts already handed in.
    """
    del by, at
    for name, value in fields.items():
        setattr(exercise, name, value)
    _check(exercise)
    before = Exercise.objects.get(pk=exercise.pk)
    wider = READERS.index(exercise.audience) > READERS.index(before.audience)
    if wider and exercise.returns.exclude(handed_at=None).exists():
        raise Refused(
            broken("exercise.readers", "audience", "Des territoires ont rendu leur texte pour un "
                   "cercle plus étroit : il ne s’élargit plus.")
        )  # fmt: skip
    exercise.save()
    return exercise


def _check(exercise: Exercise) -> None:
    if exercise.audience not in READERS:
        raise Refused(broken("exercise.audience", "audience", "Ce cercle n’existe pas ici."))
    if exercise.meeting is not None and exercise.meeting.cohort_id != exercise.cohort_id:
        raise Refused(broken("exercise.meeting", "meeting", "Cette rencontre n’est pas d’ici."))
    if exercise.deliverable and exercise.deliverable not in {
        one.key for one in planned(exercise.cohort)
    }:
        raise Refused(broken("exercise.deliverable", "deliverable", "Ce livrable n’existe pas."))


def planned(cohort: Cohort) -> list[Deliverable]:
    """The exercises that the call itself announces, each territory giving one back."""
    return [
        one
        for one in cohort.edition.definition.year.deliverables
        if one.kind == "exercise" and one.by == "territory"
    ]


@transaction.atomic
def publish_exercise(exercise: Exercise, *, by: User, at: datetime) -> Exercise:
    """Ask the territories: they are told, and may begin."""
    exercise = Exercise.objects.select_for_update().get(pk=exercise.pk)
    if exercise.published_at is None:
        exercise.published_at = at
        exercise.save(update_fields=("published_at",))
        record(ExercisePublished(exercise=exercise.pk), by=by, at=at)
    return exercise


@transaction.atomic
def begin_return(exercise: Exercise, participation: Participation) -> Return:
    """The one return of a territory, begun at the first word or file."""
    if exercise.published_at is None:
        raise Refused(broken("return.early", "text", "Cet exercice n’est pas encore proposé."))
    found = Return.objects.filter(exercise=exercise, participation=participation)
    known = found.select_related("draft", "exercise__meeting").first()
    if known is not None:
        return known
    with transaction.atomic():
        made, created = Return.objects.get_or_create(
            exercise=exercise, participation=participation,
            defaults={"draft": SharedText.objects.create()},
        )  # fmt: skip
    return made if created else found.get()


@transaction.atomic
def write_return(
    given_back: Return,
    text: str,
    *,
    revision: int | None,
    shown: str = "",
    by: User,
    at: datetime,
) -> Written:
    """Save the draft of a team; what was handed in does not move until it is taken back.

    The same text saved again, by a page that had not seen the hand-in, refuses nothing.
    """
    if given_back.handed_at is not None and tidy(text) != given_back.draft.text:
        raise Refused(
            broken("return.handed", "text", "Ce retour est rendu : reprenez-le pour le changer.")
        )
    return write(given_back.draft, text, revision=revision, shown=shown, by=by, at=at)


@transaction.atomic
def hand_in(given_back: Return, *, by: User, at: datetime) -> Return:
    """Hand the return of a team in; it counts for the pledges that wait for this deliverable.

    Raises `Refused` when there is nothing to read. After the deadline it is said late.
    """
    given_back = Return.objects.select_for_update(of=("self",)).select_related(
        "draft", "exercise__cohort__edition__current", "exercise__meeting", "participation"
    ).get(pk=given_back.pk)  # fmt: skip
    if given_back.handed_at is not None:
        return given_back
    if not given_back.draft.text and not given_back.files.filter(removed_at=None).exists():
        raise Refused(
            missing("return.empty", "text", "Écrivez quelques mots ou joignez un fichier.")
        )
    given_back.handed_text = given_back.draft.text
    given_back.handed_at, given_back.handed_by = at, by
    given_back.evidence = _prove(given_back, by=by, at=at)
    given_back.save()
    mark = digest(given_back.handed_text)
    record(ReturnHanded(given_back=given_back.pk, digest=mark), by=by, at=at)
    return given_back


def _prove(given_back: Return, *, by: User, at: datetime) -> list[int]:
    """Show the return for each pledge that waits for it; returns the keys of the evidence."""
    exercise, participation = given_back.exercise, given_back.participation
    link = settings.SITE_URL + reverse("learning:return", args=[given_back.public_id])
    participation.cohort = exercise.cohort
    return [
        show(
            participation, one.key, kind=kind_of(one, "document"),
            on=wall_clock(exercise.cohort, at).date(),
            text=f"Retour de l’exercice « {exercise.title} »", link=link, by=by, at=at,
        ).pk
        for one in pledges_asked(participation)
        if isinstance(one, Handed) and one.deliverable and one.deliverable == exercise.deliverable
    ]  # fmt: skip


@transaction.atomic
def take_return_back(given_back: Return, *, by: User, at: datetime) -> Return:
    """Go on with a return before its deadline; raises `Refused` afterwards."""
    given_back = Return.objects.select_for_update(of=("self",)).select_related(
        "exercise__meeting", "participation__cohort__edition__current"
    ).get(pk=given_back.pk)  # fmt: skip
    if given_back.handed_at is None:
        return given_back
    due = given_back.exercise.due_for(given_back.participation)
    if due is not None and at >= due:
        raise Refused(
            broken("return.due", "text", "L’échéance est passée : ce retour est gardé tel quel. "
                   "Complétez-le par un avis, que ses lecteurs liront.")
        )  # fmt: skip
    Evidence.objects.filter(pk__in=given_back.evidence).update(withdrawn_at=at)
    given_back.handed_at = given_back.handed_by = None
    given_back.handed_text, given_back.evidence = "", []
    given_back.save()
    record(ReturnTakenBack(given_back=given_back.pk), by=by, at=at)
    return given_back


@transaction.atomic
def join_file(
    given_back: Return, upload: UploadedFile[bytes], *, by: User, at: datetime
) -> ReturnFile:
    """Give a file with the return; raises `Refused` with the reason."""
    if given_back.handed_at is not None:
        raise Refused(broken("return.handed", "file", "Ce retour est déjà rendu."))
    room_for_one(given_back.files.all(), FILES)
    made = ReturnFile(given_back=given_back)
    hold(made, upload, kinds=PAPERS, max_mb=MAX_MB, by=by, at=at)
    return made


@transaction.atomic
def remove_file(file: ReturnFile, *, by: User, at: datetime) -> None:
    """Take a file away from a draft."""
    del by
    if file.given_back.handed_at is not None:
        raise Refused(broken("return.handed", "file", "Ce retour est déjà rendu."))
    ReturnFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=at)


@transaction.atomic
def give_feedback(
    given_back: Return, person: Person, text: str, *, by: User, at: datetime
) -> Feedback:
    """Say something of a return to all who read it."""
    if given_back.handed_at is None:
        raise Refused(broken("feedback.early", "text", "Ce retour n’est pas encore rendu."))
    if not tidy(text):
        raise Refused(missing("feedback.empty", "text", "Écrivez quelques mots."))
    made = Feedback.objects.create(given_back=given_back, person=person, text=tidy(text), at=at)
    record(FeedbackGiven(feedback=made.pk, given_back=given_back.pk), by=by, at=at)
    return made


@transaction.atomic
def remove_feedback(feedback: Feedback, *, by: User, at: datetime) -> None:
    """Take one's words back."""
    if Feedback.objects.filter(pk=feedback.pk, removed_at=None).update(removed_at=at, text=""):
        record(FeedbackRemoved(feedback=feedback.pk), by=by, at=at)
