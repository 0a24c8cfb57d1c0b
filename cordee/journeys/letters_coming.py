"""Letters between people who share a car: asked, agreed with each other's contact, given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.models import Sharing
from cordee.kernel import french
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Delegate
    from cordee.people.models import User


def _sharing(key: int) -> Sharing:
    rows = Sharing.objects.select_related(
        "ride__meeting", "ride__delegate__person", "delegate__person"
    )
    return rows.get(pk=key)


def _page(sharing: Sharing) -> str:
    return settings.SITE_URL + reverse("journeys:rides", args=[sharing.ride.meeting.public_id])


def _post(sharing: Sharing, one: Delegate, text: str, at: datetime) -> None:
    if one.person.email:
        key = f"journeys.sharing:{sharing.pk}:{sharing.state}:{one.pk}:{at:%Y%m%d%H%M}"
        subject = french.say("{label} : covoiturage", label=sharing.ride.meeting.label)
        post(
            key=key,
            to=one.person.email,
            subject=subject,
            at=at,
            private=True,
            text=french.say("Bonjour,\n\n{text}\n\n{page}\n", text=text, page=_page(sharing)),
        )


def ask(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: someone asks to share a ride, whoever posted it is told."""
    sharing = _sharing(event.sharing)
    words = french.strung(" « ", sharing.words, " »", between="") if sharing.words else ""
    text = french.say(
        "{person} voudrait partager votre trajet au départ de {place}.{words} Vos coordonnées "
        "ne lui sont données que si vous acceptez.",
        person=sharing.delegate.person,
        place=sharing.ride.place,
        words=words,
    )
    _post(sharing, sharing.ride.delegate, text, at)


def answer(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: accepted, refused or given up, the other side reads it; contacts if accepted."""
    sharing = _sharing(event.sharing)
    pair = [sharing.delegate, sharing.ride.delegate]
    if event.state == Sharing.State.ACCEPTED:
        for one, other in (pair, pair[::-1]):
            contact = french.strung(
                *filter(None, (other.person.email, other.person.phone)), between=", "
            )
            _post(
                sharing,
                one,
                french.say(
                    "Trajet convenu avec {person} : {contact}.",
                    person=other.person,
                    contact=contact,
                ),
                at,
            )
        return
    if event.state == Sharing.State.DECLINED:
        text = french.say(
            "{person} ne pourra pas : voyez les autres trajets.",
            person=sharing.ride.delegate.person,
        )
        _post(sharing, sharing.delegate, text, at)
        return
    others = [one for one in pair if by is None or one.person.user_id != by.pk]
    for one in others:
        _post(
            sharing,
            one,
            french.say("Le trajet au départ de {place} n’a plus lieu.", place=sharing.ride.place),
            at,
        )
