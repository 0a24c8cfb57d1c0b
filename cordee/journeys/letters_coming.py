"""Letters between people who share a car: asked, agreed with each other's contact, given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from cordee.journeys.models import Sharing
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
        subject = f"{sharing.ride.meeting.label} : covoiturage"
        post(key=key, to=one.person.email, subject=subject, at=at, private=True,
             text=f"Bonjour,\n\n{text}\n\n{_page(sharing)}\n")  # fmt: skip


def ask(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: someone asks to share a ride, whoever posted it is told."""
    sharing = _sharing(event.sharing)
    words = f" « {sharing.words} »" if sharing.words else ""
    text = (
        f"{sharing.delegate.person} voudrait partager votre trajet au départ de "
        f"{sharing.ride.place}.{words} Vos coordonnées ne lui sont données que si vous acceptez."
    )
    _post(sharing, sharing.ride.delegate, text, at)


def answer(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: accepted, refused or given up, the other side reads it; contacts if accepted."""
    sharing = _sharing(event.sharing)
    pair = [sharing.delegate, sharing.ride.delegate]
    if event.state == Sharing.State.ACCEPTED:
        for one, other in (pair, pair[::-1]):
            contact = ", ".join(filter(None, (other.person.email, other.person.phone)))
            _post(sharing, one, f"Trajet convenu avec {other.person} : {contact}.", at)
        return
    if event.state == Sharing.State.DECLINED:
        text = f"{sharing.ride.delegate.person} ne pourra pas : voyez les autres trajets."
        _post(sharing, sharing.delegate, text, at)
        return
    others = [one for one in pair if by is None or one.person.user_id != by.pk]
    for one in others:
        _post(sharing, one, f"Le trajet au départ de {sharing.ride.place} n’a plus lieu.", at)
