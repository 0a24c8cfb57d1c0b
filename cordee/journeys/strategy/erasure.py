"""What erasing someone takes away here: what she said under her name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.strategy.models import Remark

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import User


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction's shape
    """Reaction: her remarks go; the texts a delegation wrote together stay the delegation's."""
    Remark.objects.filter(author=event.person, withdrawn_at=None).update(withdrawn_at=at, text="")
