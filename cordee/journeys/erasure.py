"""What erasing someone takes away here: her place in the delegations, her personal calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Coalesce, Concat

from cordee.journeys.models import Availability, Delegate, Demand, WorkingMember
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import User


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction's shape
    """Reaction: she leaves her delegations, her calendar dies; presences stay counted.

    What she said of the dates of polls serves nothing any more: it goes, and so does her name
    where she was to take a place.
    """
    Availability.objects.filter(delegate__person=event.person).delete()
    WorkingMember.objects.filter(person=event.person, left_at=None).update(left_at=at)
    known = Person.objects.filter(pk=event.person).exclude(email="").values_list("email", flat=True)
    Demand.objects.filter(email__in=[one.lower() for one in known]).update(
        given_name="", family_name="", email=""
    )
    Delegate.objects.filter(person=event.person).update(
        ends=Coalesce("ends", at),
        calendar_token=Concat(Value("erased:"), Cast(F("public_id"), CharField())),
    )
