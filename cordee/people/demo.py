"""The demonstration: one signed link a role, which exist only there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils import timezone

from cordee.people.models import Seat, User
from cordee.people.models.seats import Role

if TYPE_CHECKING:
    from datetime import datetime

LASTS = 12 * 60 * 60
"""How long a link of the demonstration works, in seconds."""

SIGNER = TimestampSigner(salt="people.demo")


def token_for(user: User) -> str:
    """A signed pass for an account; worth nothing outside the demonstration."""
    return SIGNER.sign(str(user.public_id))


def guest(token: str) -> User | None:
    """The account of a pass that is still good."""
    if not settings.DEMO:
        return None
    try:
        public_id = SIGNER.unsign(token, max_age=LASTS)
    except BadSignature:
        return None
    return User.objects.filter(public_id=public_id, is_active=True).first()


def links(base_url: str, at: datetime | None = None) -> list[tuple[str, str, str]]:
    """One line a role that someone holds: (role in French, name, address that signs in)."""
    if not settings.DEMO:
        return []
    found = []
    for role in Role:
        held = Seat.objects.current(at or timezone.now()).with_role(role)
        seat = (
            held.filter(person__user__is_active=True)
            .select_related("person__user")
            .order_by("person__sort_key", "pk")
            .first()
        )
        if seat is not None and seat.person.user is not None:
            path = reverse("people:demo", args=[token_for(seat.person.user)])
            found.append((str(role.label), seat.person.name, base_url.rstrip("/") + path))
    return found
