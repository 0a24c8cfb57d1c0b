"""Letters about what a cohort learns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.learning.models import Extract
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


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
