"""Say what a member of an organ represents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.alliance.allies import events
from cordee.alliance.allies.models import SeatPortrait
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.alliance.models import Mandate
    from cordee.people.models import User


@transaction.atomic
def portray(mandate: Mandate, *, by: User, at: datetime, **fields: Any) -> SeatPortrait:
    """Write the structure, the function, the kind of actors a seat stands for (R206)."""
    made, _new = SeatPortrait.objects.update_or_create(mandate=mandate, defaults=fields)
    record(events.SeatPortrayed(mandate=mandate.pk), by=by, at=at)
    return made
