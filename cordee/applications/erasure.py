"""What erasing someone takes away here: her place in the teams that still write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Coalesce

from cordee.applications.models import Member
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import User


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction's shape
    """Reaction: her names leave the teams; deposits are acts, and keep what was handed in."""
    email = Person.objects.values_list("email", flat=True).get(pk=event.person)
    hers = Q(person=event.person) | (Q(email__iexact=email) if email else Q(pk=None))
    Member.objects.filter(hers).update(
        given_name="Personne",
        family_name="effacée",
        email="",
        phone="",
        capacity="",
        organisation="",
        service="",
        left_at=Coalesce("left_at", at),
    )
