"""Words were taken back: whatever quoted them lost them, and who has to know is told where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.learning.models import Extract
from cordee.journeys.strategy.models import Quotation, Verbatim
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.journeys.learning.models import Resource
    from cordee.people.models import User

NAMED = 30
"""Places named in a letter; the page names them all."""


def tell_testimony(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: whoever gathered words learns that they were taken back, and from where."""
    verbatim = Verbatim.objects.select_related("author", "cohort", "film").get(pk=event.verbatim)
    if verbatim.author.email and verbatim.film is not None:
        _tell_film(verbatim, verbatim.film, at)
    elif verbatim.author.email:
        text = french.say(
            "Bonjour,\n\nUn témoignage que vous aviez recueilli pour « {cohort} » vient d’être "
            "retiré par la personne citée. Il a quitté {publications} de lui-même.{places} Ce que "
            "vous auriez copié ailleurs est à retirer aussi.\n",
            cohort=verbatim.cohort,
            publications=french.plural(event.quotations, "publication"),
            places=_left(verbatim.quotations.filter(removed_at=at)),
        )
        post(
            key=f"strategy.withdrawn:{verbatim.pk}",
            to=verbatim.author.email,
            text=text,
            at=at,
            subject=french.say("Un témoignage est retiré"),
        )


def lose_extract(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: quotations of a logbook are gone; whoever asked for them learns from where."""
    one = Extract.objects.select_related("asked_by", "cohort").get(pk=event.extract)
    standing = one.quotations.filter(removed_at=None)
    places = _left(standing)
    standing.update(removed_at=at)
    by_hand = (
        french.say(" Il avait été copié à la main dans : {used_in}. Ôtez-le-en, puis dites-le sur "
                   "sa page.", used_in=one.used_in)
        if one.used_in
        else ""
    )  # fmt: skip
    text = french.say(
        "Bonjour,\n\nUn accord de citation est retiré ({cohort}) : ces mots ne doivent plus "
        "être repris.{places}{by_hand}\n\n{page}\n",
        cohort=one.cohort,
        places=places,
        by_hand=by_hand,
        page=settings.SITE_URL + reverse("learning:extract", args=[one.public_id]),
    )
    post(
        key=f"learning.extract_withdrawn:{one.pk}",
        to=one.asked_by.email,
        text=text,
        at=at,
        subject=french.say("Un accord de citation est retiré"),
    )


def _left(rows: QuerySet[Quotation]) -> str:
    """Where words stood; what left the house by mail or as a paper keeps them."""
    places = list(rows.order_by("pk").values_list("place", flat=True)[:NAMED])
    if not places:
        return ""
    return french.say(
        "\n\nCes pages et leurs PDF ne les disent plus :\n{lines}\n\nUn PDF téléchargé ou un "
        "courriel parti avant aujourd’hui les tient encore : prévenez qui l’a reçu.",
        lines="\n".join(f"- {one}" for one in dict.fromkeys(places)),
    )


def _tell_film(verbatim: Verbatim, film: Resource, at: datetime) -> None:
    """A film left the house: where it was taken up elsewhere is to be asked too."""
    elsewhere = [
        f"- {one.who} {one.link}".rstrip()
        for one in film.takeups.filter(cancelled_at=None).order_by("on", "pk")
    ]
    text = french.say(
        "Bonjour,\n\nUne personne que l’on voit dans « {film} » retire son accord : le film a "
        "quitté les mallettes et la page publique de lui-même.{elsewhere}\n",
        film=film,
        elsewhere=french.say(
            "\n\nIl avait été repris ailleurs, demandez-y son retrait :\n{lines}",
            lines="\n".join(elsewhere),
        )
        if elsewhere
        else "",
    )
    post(
        key=f"strategy.withdrawn:{verbatim.pk}",
        to=verbatim.author.email,
        text=text,
        at=at,
        subject=french.say("Un film est retiré"),
    )
