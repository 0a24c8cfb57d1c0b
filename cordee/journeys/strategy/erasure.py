"""What erasing someone takes away here: what she said under her name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.strategy.actions import take_words_back
from cordee.journeys.strategy.models import Contribution, Guest, Remark, Sheet, Voice

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import User


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:
    """Reaction: her remarks and her words go; what a delegation wrote together stays its own."""
    Remark.objects.filter(author=event.person, withdrawn_at=None).update(withdrawn_at=at, text="")
    own = Voice.objects.filter(person=event.person)
    for one in own.order_by("pk"):
        take_words_back(one, by=by, at=at)
    own.update(name="", function="", email="")
    Guest.objects.filter(seat__person=event.person).update(purpose="")
    Contribution.objects.filter(person=event.person).update(name="", person=None)
    alone = Sheet.objects.filter(author=event.person, participation=None)
    alone.update(title="", context="", successes="", failures="", lesson="", audience="me",
                 withdrawn_at=at)  # fmt: skip
