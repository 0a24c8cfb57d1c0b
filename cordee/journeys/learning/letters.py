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


def ask_accord(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: an author is asked whether her words may be quoted."""
    one = Extract.objects.select_related("person", "cohort").get(pk=event.extract)
    if one.person is None or not one.person.email:
        return
    text = french.say(
        "Bonjour,\n\nL’équipe d’animation de « {cohort} » souhaite reprendre dans "
        "{get_use_display} des mots que vous avez partagés dans votre journal de bord "
        ":\n\n{text}\n\nDites oui, oui sans votre nom, ou non : {public_id}\n\nSans réponse de "
        "votre part, rien n’est repris. Vous pourrez retirer votre accord.\n",
        cohort=one.cohort,
        get_use_display=one.get_use_display(),
        text=one.text,
        public_id=_page("extract", one.public_id),
    )
    post(
        key=f"learning.extract:{one.pk}",
        to=one.person.email,
        text=text,
        at=at,
        subject=french.say("Acceptez-vous d’être cité·e ?"),
    )


def propose_exercise(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: every delegation learns what it is asked to try."""
    one = Exercise.objects.select_related("cohort__edition__current", "meeting").get(
        pk=event.exercise
    )
    due = one.due
    said = (
        french.say("À rendre le {moment}.", moment=french.moment(wall_clock(one.cohort, due)))
        if due
        else ""
    )
    text = french.say(
        "Bonjour,\n\nUn exercice est proposé aux territoires de « {cohort} » : {title}. "
        "{said}\n\nVotre délégation l’écrit ensemble, ici : {public_id}\n",
        cohort=one.cohort,
        title=one.title,
        said=said,
        public_id=_page("exercise", one.public_id),
    )
    people = Delegate.objects.current(at).filter(
        participation__cohort=one.cohort, participation__ends=None
    )
    addresses = people.exclude(person__email="").values_list("person_id", "person__email")
    for person, email in dict(addresses.order_by("pk")).items():
        post(
            key=f"learning.exercise:{one.pk}:{person}",
            to=email,
            text=text,
            at=at,
            subject=french.say("Exercice : {title}", title=one.title),
        )


def tell_feedback(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever handed a return in learns that something was said of it."""
    one = Feedback.objects.select_related("given_back__exercise", "given_back__handed_by").get(
        pk=event.feedback
    )
    writer = one.given_back.handed_by
    if writer is None or not writer.is_active or (by is not None and writer.pk == by.pk):
        return
    text = french.say(
        "Bonjour,\n\n{person} a donné son avis sur votre retour de l’exercice « {title} » : "
        "{public_id}\n",
        person=one.person,
        title=one.given_back.exercise.title,
        public_id=_page("return", one.given_back.public_id),
    )
    post(
        key=f"learning.feedback:{one.pk}",
        to=writer.email,
        text=text,
        at=at,
        subject=french.say("Un avis sur votre exercice"),
    )


def tell_answer(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: who asked learns that the answer is there."""
    one = Question.objects.select_related("person", "cohort").get(pk=event.question)
    if one.person is None or not one.person.email or one.answered_at is None:
        return
    text = french.say(
        "Bonjour,\n\nVous aviez demandé : {subject}.\n\n{answer}\n\nSi cela ne répond pas tout "
        "à fait, dites-le ici : {public_id}\n",
        subject=one.subject,
        answer=one.answer,
        public_id=_page("question", one.public_id),
    )
    post(
        key=f"learning.answer:{one.pk}:{one.answered_at.isoformat()}",
        to=one.person.email,
        text=text,
        at=at,
        subject=french.say("Réponse : {subject}", subject=one.subject),
    )


def ask_precision(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: who asked learns that the staff needs a precision."""
    if event.state != Question.State.AWAITING:
        return
    note = QuestionNote.objects.select_related("question__person").get(pk=event.note)
    person = note.question.person
    if person is None or not person.email:
        return
    text = french.say(
        "Bonjour,\n\nÀ propos de votre question « {subject} » :\n\n{text}\n\nRépondez ici : "
        "{public_id}\n",
        subject=note.question.subject,
        text=note.text,
        public_id=_page("question", note.question.public_id),
    )
    post(
        key=f"learning.precision:{note.pk}",
        to=person.email,
        text=text,
        at=at,
        subject=french.say("Une précision : {subject}", subject=note.question.subject),
    )


def entrust_part(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever is entrusted a part of the minutes learns it."""
    if event.person is None:
        return
    part = MinutesPart.objects.select_related("minutes__meeting", "assigned").get(pk=event.part)
    if part.assigned is None or not part.assigned.email:
        return
    where = _page("minutes_part", part.minutes.public_id, part.rank)
    text = french.say(
        "Bonjour,\n\nUne partie du compte rendu « {title} » vous est confiée : {title2}. "
        "Écrivez-la ici, seul·e ou avec d’autres : {where}\n",
        title=part.minutes.title,
        title2=part.title,
        where=where,
    )
    post(
        key=f"learning.part:{part.pk}:{event.person}",
        to=part.assigned.email,
        text=text,
        at=at,
        subject=french.say("À écrire : {title}", title=part.title),
    )


def ask_talk(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a peer learns who would like to talk with her, and why."""
    one = Introduction.objects.select_related("asker", "asked", "cohort").get(pk=event.introduction)
    text = french.say(
        "Bonjour,\n\n{asker} aimerait vous parler ({cohort}) :\n\n{message}\n\nAcceptez, et "
        "vous recevrez chacun·e les coordonnées de l’autre ; ou déclinez, sans avoir à dire "
        "pourquoi : {public_id}\n",
        asker=one.asker,
        cohort=one.cohort,
        message=one.message,
        public_id=_page("introduction", one.public_id),
    )
    post(
        key=f"learning.introduction:{one.pk}",
        to=one.asked.email,
        text=text,
        at=at,
        subject=french.say("{asker} aimerait vous parler", asker=one.asker),
        private=True,
    )


def tell_talk(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: accepted, both receive the other's contacts; declined, the asker learns it."""
    one = Introduction.objects.select_related("asker", "asked").get(pk=event.introduction)
    if one.state == Introduction.State.ACCEPTED:
        _give(one, one.asker, one.asked, one.asked_gives, at)
        _give(one, one.asked, one.asker, one.asker_gives, at)
    elif one.state == Introduction.State.DECLINED:
        text = french.say(
            "Bonjour,\n\n{asked} ne peut pas vous parler cette fois-ci.\n", asked=one.asked
        )
        post(
            key=f"learning.declined:{one.pk}",
            to=one.asker.email,
            text=text,
            at=at,
            subject=french.say("Votre demande de mise en relation"),
        )


def _give(one: Introduction, to: Person, other: Person, gives: list[str], at: datetime) -> None:
    contacts = french.strung(*(getattr(other, name) for name in gives), between="\n")
    text = french.say(
        "Bonjour,\n\nVous êtes en relation avec {other} :\n\n{contacts}\n\nDites-nous plus "
        "tard si vous vous êtes parlé : {public_id}\n",
        other=other,
        contacts=contacts,
        public_id=_page("introduction", one.public_id),
    )
    post(
        key=f"learning.contacts:{one.pk}:{to.pk}",
        to=to.email,
        text=text,
        at=at,
        subject=french.say("En relation avec {other}", other=other),
        private=True,
    )
