"""Letters about what a cohort learns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.learning.models import (
    Exercise,
    Extract,
    Feedback,
    Introduction,
    MinutesPart,
    Question,
    QuestionNote,
)
from cordee.journeys.models import Delegate
from cordee.journeys.queries import wall_clock
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person, User


def _page(name: str, *args: Any) -> str:
    return settings.SITE_URL + reverse(f"learning:{name}", args=args)


def ask_accord(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: an author is asked whether her words may be quoted."""
    one = Extract.objects.select_related("person", "cohort").get(pk=event.extract)
    if one.person is None or not one.person.email:
        return
    text = (
        f"Bonjour,\n\nL’équipe d’animation de « {one.cohort} » souhaite reprendre dans "
        f"{one.get_use_display()} des mots que vous avez partagés dans votre journal de bord :\n\n"
        f"{one.text}\n\nDites oui, oui sans votre nom, ou non : {_page('extract', one.public_id)}\n"
        "\nSans réponse de votre part, rien n’est repris. Vous pourrez retirer votre accord.\n"
    )
    post(key=f"learning.extract:{one.pk}", to=one.person.email, text=text, at=at,
         subject="Acceptez-vous d’être cité·e ?")  # fmt: skip


def tell_withdrawal(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever asked for a quotation learns that it may no longer be used."""
    one = Extract.objects.select_related("asked_by", "cohort").get(pk=event.extract)
    where = f" Il est utilisé dans : {one.used_in}. Ôtez-le-en." if one.used_in else ""
    text = (
        f"Bonjour,\n\nUn accord de citation est retiré ({one.cohort}) : ces mots ne doivent plus "
        f"être repris.{where}\n\n{_page('extract', one.public_id)}\n"
    )
    post(key=f"learning.extract_withdrawn:{one.pk}", to=one.asked_by.email, text=text, at=at,
         subject="Un accord de citation est retiré")  # fmt: skip


def propose_exercise(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: every delegation learns what it is asked to try."""
    one = Exercise.objects.select_related("cohort__edition__current", "meeting").get(
        pk=event.exercise
    )
    due = one.due
    said = f"À rendre le {french.moment(wall_clock(one.cohort, due))}." if due else ""
    text = (
        f"Bonjour,\n\nUn exercice est proposé aux territoires de « {one.cohort} » : {one.title}. "
        f"{said}\n\nVotre délégation l’écrit ensemble, ici : {_page('exercise', one.public_id)}\n"
    )
    people = Delegate.objects.current(at).filter(
        participation__cohort=one.cohort, participation__ends=None
    )
    addresses = people.exclude(person__email="").values_list("person_id", "person__email")
    for person, email in dict(addresses.order_by("pk")).items():
        post(key=f"learning.exercise:{one.pk}:{person}", to=email, text=text, at=at,
             subject=f"Exercice : {one.title}")  # fmt: skip


def tell_feedback(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever handed a return in learns that something was said of it."""
    one = Feedback.objects.select_related("given_back__exercise", "given_back__handed_by").get(
        pk=event.feedback
    )
    writer = one.given_back.handed_by
    if writer is None or not writer.is_active or (by is not None and writer.pk == by.pk):
        return
    text = (
        f"Bonjour,\n\n{one.person} a donné son avis sur votre retour de l’exercice "
        f"« {one.given_back.exercise.title} » : {_page('return', one.given_back.public_id)}\n"
    )
    post(key=f"learning.feedback:{one.pk}", to=writer.email, text=text, at=at,
         subject="Un avis sur votre exercice")  # fmt: skip


def tell_answer(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: who asked learns that the answer is there."""
    one = Question.objects.select_related("person", "cohort").get(pk=event.question)
    if one.person is None or not one.person.email or one.answered_at is None:
        return
    text = (
        f"Bonjour,\n\nVous aviez demandé : {one.subject}.\n\n{one.answer}\n\nSi cela ne répond "
        f"pas tout à fait, dites-le ici : {_page('question', one.public_id)}\n"
    )
    post(key=f"learning.answer:{one.pk}:{one.answered_at.isoformat()}", to=one.person.email,
         text=text, at=at, subject=f"Réponse : {one.subject}")  # fmt: skip


def ask_precision(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: who asked learns that the staff needs a precision."""
    if event.state != Question.State.AWAITING:
        return
    note = QuestionNote.objects.select_related("question__person").get(pk=event.note)
    person = note.question.person
    if person is None or not person.email:
        return
    text = (
        f"Bonjour,\n\nÀ propos de votre question « {note.question.subject} » :\n\n{note.text}\n\n"
        f"Répondez ici : {_page('question', note.question.public_id)}\n"
    )
    post(key=f"learning.precision:{note.pk}", to=person.email, text=text, at=at,
         subject=f"Une précision : {note.question.subject}")  # fmt: skip


def entrust_part(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever is entrusted a part of the minutes learns it."""
    if event.person is None:
        return
    part = MinutesPart.objects.select_related("minutes__meeting", "assigned").get(pk=event.part)
    if part.assigned is None or not part.assigned.email:
        return
    where = _page("minutes_part", part.minutes.public_id, part.rank)
    text = (
        f"Bonjour,\n\nUne partie du compte rendu « {part.minutes.title} » vous est confiée : "
        f"{part.title}. Écrivez-la ici, seul·e ou avec d’autres : {where}\n"
    )
    post(key=f"learning.part:{part.pk}:{event.person}", to=part.assigned.email, text=text, at=at,
         subject=f"À écrire : {part.title}")  # fmt: skip


def ask_talk(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: a peer learns who would like to talk with her, and why."""
    one = Introduction.objects.select_related("asker", "asked", "cohort").get(pk=event.introduction)
    text = (
        f"Bonjour,\n\n{one.asker} aimerait vous parler ({one.cohort}) :\n\n{one.message}\n\n"
        "Acceptez, et vous recevrez chacun·e les coordonnées de l’autre ; ou déclinez, sans avoir "
        f"à dire pourquoi : {_page('introduction', one.public_id)}\n"
    )
    post(key=f"learning.introduction:{one.pk}", to=one.asked.email, text=text, at=at,
         subject=f"{one.asker} aimerait vous parler", private=True)  # fmt: skip


def tell_talk(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: accepted, both receive the other's contacts; declined, the asker learns it."""
    one = Introduction.objects.select_related("asker", "asked").get(pk=event.introduction)
    if one.state == Introduction.State.ACCEPTED:
        _give(one, one.asker, one.asked, one.asked_gives, at)
        _give(one, one.asked, one.asker, one.asker_gives, at)
    elif one.state == Introduction.State.DECLINED:
        text = f"Bonjour,\n\n{one.asked} ne peut pas vous parler cette fois-ci.\n"
        post(key=f"learning.declined:{one.pk}", to=one.asker.email, text=text, at=at,
             subject="Votre demande de mise en relation")  # fmt: skip


def _give(one: Introduction, to: Person, other: Person, gives: list[str], at: datetime) -> None:
    contacts = "\n".join(getattr(other, name) for name in gives)
    text = (
        f"Bonjour,\n\nVous êtes en relation avec {other} :\n\n{contacts}\n\nDites-nous plus tard "
        f"si vous vous êtes parlé : {_page('introduction', one.public_id)}\n"
    )
    post(key=f"learning.contacts:{one.pk}:{to.pk}", to=to.email, text=text, at=at,
         subject=f"En relation avec {other}", private=True)  # fmt: skip
