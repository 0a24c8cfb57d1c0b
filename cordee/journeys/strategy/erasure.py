"""What erasing someone takes away here: what she said under her name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.journeys.strategy.actions import take_words_back
from cordee.journeys.strategy.models import Contribution, Guest, Remark, Sheet, Voice
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.people.events import PersonErased
    from cordee.people.models import User


def _voices(person: int) -> QuerySet[Voice]:
    """Hers, and those of her address: she may have spoken before the house knew her."""
    mine = Q(person=person)
    if email := Person.objects.filter(pk=person).values_list("email", flat=True).first():
        mine |= Q(email__iexact=email)
    return Voice.objects.filter(mine)


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:
    """Reaction: her remarks and her words go; what a delegation wrote together stays its own."""
    Remark.objects.filter(author=event.person, withdrawn_at=None).update(withdrawn_at=at, text="")
    own = [one.pk for one in _voices(event.person)]
    for one in Voice.objects.filter(pk__in=own).order_by("pk"):
        take_words_back(one, by=by, at=at)
    Voice.objects.filter(pk__in=own).update(name="", function="", email="")
    Guest.objects.filter(seat__person=event.person).update(purpose="")
    Contribution.objects.filter(person=event.person).update(name="", person=None)
    alone = Sheet.objects.filter(author=event.person, participation=None)
    alone.update(title="", context="", successes="", failures="", lesson="", audience="me",
                 withdrawn_at=at)  # fmt: skip
