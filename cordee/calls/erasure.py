"""What erasing someone takes away here: her questions' name, her subscriptions, her places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.calls.actions.following import forget_registration
from cordee.calls.models import Inquiry, KeptContent, Registration, Subscription
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import User


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction's shape
    """Reaction: published questions stay, without who asked; the rest goes."""
    person = Person.objects.only("email", "user_id").get(pk=event.person)
    if person.user_id is not None:
        KeptContent.objects.filter(user=person.user_id).delete()
    email = person.email
    if not email:
        return
    Inquiry.objects.filter(email__iexact=email).update(name="", email="")
    Subscription.objects.filter(email__iexact=email).delete()
    for one in Registration.objects.filter(email__iexact=email).order_by("pk"):
        forget_registration(one)
