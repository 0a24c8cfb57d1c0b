"""What erasing someone takes away here: her words on herself; acts and marks stay, unnamed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.selection.models import Juror, Reading, Remark, ReturnedGrid

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def forget(event: Any, *, by: User | None, at: datetime) -> None:  # noqa: ARG001 - a reaction
    """Reaction: interests, knowledge, remarks and returned grids go; a mark given stays given."""
    Juror.objects.filter(person=event.person).update(interests="", expertise=[], languages=[])
    Remark.objects.filter(by__person=event.person, withdrawn_at=None).update(withdrawn_at=at)
    Remark.objects.filter(by__person=event.person).update(text="")
    Reading.objects.filter(juror__person=event.person).update(confidence=None)
    ReturnedGrid.objects.filter(juror__person=event.person).delete()
