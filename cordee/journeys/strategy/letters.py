"""Letters about strategies: a remark arrived, an answer was given; the text stays on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.rules.audiences import reads
from cordee.journeys.strategy.models import Remark, Telling, Verbatim, Visit
from cordee.journeys.strategy.speaking import voice_link
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def _remark(key: int) -> tuple[Remark, str]:
    rows = Remark.objects.select_related("strategy__participation__cohort", "author")
    one = rows.get(pk=key)
    place = [one.strategy.participation.public_id, one.chapter]
    return one, settings.SITE_URL + reverse("strategy:section", args=place)


def tell_remark(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever leads the delegation learns that someone commented, at most once a day."""
    one, page = _remark(event.remark)
    people = one.strategy.participation.delegates.current(at).select_related("person")
    for delegate in people:
        if not delegate.leads or not delegate.person.email or delegate.person_id == one.author_id:
            continue
        key = f"strategy.remark:{one.strategy_id}:{delegate.pk}:{at.date().isoformat()}"
        text = (
            f"Bonjour,\n\n{one.standing} a commenté votre stratégie. Lisez et répondez ici : "
            f"{page}\n\nNous n’écrivons qu’une fois par jour, même s’il en vient d’autres.\n"
        )
        post(key=key, to=delegate.person.email, subject="Votre stratégie a été commentée",
             text=text, at=at)  # fmt: skip


def tell_answer(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever wrote a remark learns that the delegation answered."""
    one, page = _remark(event.remark)
    if one.author.email:
        text = f"Bonjour,\n\n{one.strategy} a répondu à votre remarque : {page}\n"
        post(key=f"strategy.answer:{one.pk}", to=one.author.email, text=text, at=at,
             subject=f"{one.strategy} a répondu à votre remarque")  # fmt: skip


def tell_visitors(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever visits a territory learns it, with the address of the grid."""
    visit = Visit.objects.select_related("participation", "host").get(pk=event.visit)
    page = settings.SITE_URL + reverse("strategy:grid", args=[visit.public_id])
    people = [*visit.visitors.order_by("pk"), *([visit.host] if visit.host else [])]
    for one in people:
        if one.email:
            text = (
                f"Bonjour,\n\nVous faites partie de la visite de diagnostic de "
                f"{visit.participation}. La grille à remplir est ici : {page}\n"
            )
            post(key=f"strategy.visit:{visit.pk}:{one.pk}", to=one.email, text=text, at=at,
                 subject=f"Diagnostic de {visit.participation}")  # fmt: skip


def tell_restitution(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: those of the delegation who may read the diagnosis learn that they can."""
    told = Telling.objects.select_related("visit__participation").get(pk=event.telling)
    territory = told.visit.participation
    page = settings.SITE_URL + reverse("strategy:diagnosis", args=[territory.public_id])
    for one in territory.delegates.current(at).select_related("person"):
        mine = not told.roles or {one.role, *one.leads} & set(told.roles)
        if mine and reads("team", told.audience) and one.person.email:
            text = f"Bonjour,\n\n{told.label} : le diagnostic se lit désormais ici : {page}\n"
            post(key=f"strategy.telling:{told.pk}:{one.pk}", to=one.person.email, text=text,
                 at=at, subject=f"Le diagnostic de {territory} vous est ouvert")  # fmt: skip


def ask_voices(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: each voice of a testimony reads it at a link of her own, and says how far."""
    verbatim = Verbatim.objects.select_related("cohort").get(pk=event.verbatim)
    for one in verbatim.voices.order_by("pk"):
        if one.email:
            text = (
                f"Bonjour,\n\nVous avez répondu à une question dans le cadre de "
                f"« {verbatim.cohort} ». Relisez vos mots et dites qui peut les lire, ou refusez, "
                f"par ce lien, qui est à vous seul·e : {voice_link(one)}\n\nGardez-le : il sert "
                "aussi à retirer vos mots, plus tard, sans avoir à dire pourquoi. Sans réponse de "
                "votre part, personne ne les lira.\n"
            )
            post(key=f"strategy.voice:{one.pk}", to=one.email, text=text, at=at, private=True,
                 subject="Vos mots : qui peut les lire ?")  # fmt: skip


def tell_withdrawal(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever gathered words learns that they were taken back, and from where."""
    verbatim = Verbatim.objects.select_related("author", "cohort").get(pk=event.verbatim)
    if verbatim.author.email:
        text = (
            f"Bonjour,\n\nUn témoignage que vous aviez recueilli pour « {verbatim.cohort} » vient "
            f"d’être retiré par la personne citée. Il a quitté {event.quotations} publication(s) "
            "de lui-même. Ce que vous auriez copié ailleurs est à retirer aussi.\n"
        )
        post(key=f"strategy.withdrawn:{verbatim.pk}", to=verbatim.author.email, text=text, at=at,
             subject="Un témoignage est retiré")  # fmt: skip
