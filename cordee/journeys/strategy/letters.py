"""Letters about strategies: a remark arrived, an answer was given; the text stays on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.rules.audiences import reads
from cordee.journeys.strategy.models import Remark, Telling, Verbatim, Visit, Voice
from cordee.journeys.strategy.speaking import voice_link
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def _remark(key: int) -> tuple[Remark, str]:
    rows = Remark.objects.select_related("strategy__participation__cohort", "author")
    one = rows.get(pk=key)
    place = [one.strategy.participation.public_id, one.chapter]
    return one, settings.SITE_URL + reverse("strategy:section", args=place)


def tell_remark(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever leads the delegation learns that someone commented, at most once a day."""
    one, page = _remark(event.remark)
    people = one.strategy.participation.delegates.current(at).select_related("person")
    for delegate in people:
        if not delegate.leads or not delegate.person.email or delegate.person_id == one.author_id:
            continue
        key = f"strategy.remark:{one.strategy_id}:{delegate.pk}:{at.date().isoformat()}"
        text = french.say(
            "Bonjour,\n\n{standing} a commenté votre stratégie. Lisez et répondez ici : "
            "{page}\n\nNous n’écrivons qu’une fois par jour, même s’il en vient d’autres.\n",
            standing=one.standing,
            page=page,
        )
        post(
            key=key,
            to=delegate.person.email,
            subject=french.say("Votre stratégie a été commentée"),
            text=text,
            at=at,
        )


def tell_answer(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever wrote a remark learns that the delegation answered."""
    one, page = _remark(event.remark)
    if one.author.email:
        text = french.say(
            "Bonjour,\n\n{strategy} a répondu à votre remarque : {page}\n",
            strategy=one.strategy,
            page=page,
        )
        post(
            key=f"strategy.answer:{one.pk}",
            to=one.author.email,
            text=text,
            at=at,
            subject=french.say("{strategy} a répondu à votre remarque", strategy=one.strategy),
        )


def tell_visitors(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: whoever visits a territory learns it, with the address of the grid."""
    visit = Visit.objects.select_related("participation", "host").get(pk=event.visit)
    page = settings.SITE_URL + reverse("strategy:grid", args=[visit.public_id])
    people = [*visit.visitors.order_by("pk"), *([visit.host] if visit.host else [])]
    for one in people:
        if one.email:
            text = french.say(
                "Bonjour,\n\nVous faites partie de la visite de diagnostic de {participation}. "
                "La grille à remplir est ici : {page}\n",
                participation=visit.participation,
                page=page,
            )
            post(
                key=f"strategy.visit:{visit.pk}:{one.pk}",
                to=one.email,
                text=text,
                at=at,
                subject=french.say(
                    "Diagnostic de {participation}", participation=visit.participation
                ),
            )


def tell_restitution(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: those of the delegation who may read the diagnosis learn that they can."""
    told = Telling.objects.select_related("visit__participation").get(pk=event.telling)
    territory = told.visit.participation
    page = settings.SITE_URL + reverse("strategy:diagnosis", args=[territory.public_id])
    for one in territory.delegates.current(at).select_related("person"):
        mine = not told.roles or {one.role, *one.leads} & set(told.roles)
        if mine and reads("team", told.audience) and one.person.email:
            text = french.say(
                "Bonjour,\n\n{label} : le diagnostic se lit désormais ici : {page}\n",
                label=told.label,
                page=page,
            )
            post(
                key=f"strategy.telling:{told.pk}:{one.pk}",
                to=one.person.email,
                text=text,
                at=at,
                subject=french.say(
                    "Le diagnostic de {territory} vous est ouvert", territory=territory
                ),
            )


def ask_voices(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: each voice of a testimony reads it at a link of her own, and says how far."""
    verbatim = Verbatim.objects.select_related("cohort", "film").get(pk=event.verbatim)
    for one in verbatim.voices.order_by("pk"):
        if one.email:
            text = _asked(verbatim, one)
            post(
                key=f"strategy.voice:{one.pk}",
                to=one.email,
                text=text,
                at=at,
                private=True,
                subject=french.say("Vos mots, votre image : qui peut y accéder ?"),
            )


def _asked(verbatim: Verbatim, one: Voice) -> str:
    """What someone is asked, of her words or of a film where she is seen."""
    begun = (
        french.say(
            "On vous voit ou vous entend dans le film « {film} », tourné dans le cadre de "
            "« {cohort} ». Dites jusqu’où il peut aller, ou refusez, par ce lien",
            film=verbatim.film,
            cohort=verbatim.cohort,
        )
        if verbatim.film
        else french.say(
            "Vous avez répondu à une question dans le cadre de « {cohort} ». Relisez vos mots et "
            "dites qui peut les lire, ou refusez, par ce lien",
            cohort=verbatim.cohort,
        )
    )
    return french.say(
        "Bonjour,\n\n{begun}, qui est à vous seul·e : {link}\n\nGardez-le : il sert aussi à tout "
        "retirer, plus tard, sans avoir à dire pourquoi. Sans réponse de votre part, personne "
        "d’autre que l’équipe n’y aura accès.\n",
        begun=begun,
        link=voice_link(one),
    )
