"""What erasing someone takes away here: her questions' name, her subscriptions, her places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.calls.actions.following import forget_registration
from cordee.calls.models import Inquiry, Registration, Subscription
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import User


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction's shape
    """Reaction: published questions stay, without who asked; the rest goes."""
    email = Person.objects.values_list("email", flat=True).get(pk=event.person)
    if not email:
        return
    Inquiry.objects.filter(email__iexact=email).update(name="", email="")
    Subscription.objects.filter(email__iexact=email).delete()
    for one in Registration.objects.filter(email__iexact=email).order_by("pk"):
        forget_registration(one)
