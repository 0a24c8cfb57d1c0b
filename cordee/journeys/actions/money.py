"""Contributions: asked once a team, then received (R80-R84)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.events import (
    Claimed,
)
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import (
        Charge,
    )
    from cordee.people.models import User


@transaction.atomic
def claim(charge: Charge, *, order_number: str = "", by: User, at: datetime) -> None:
    """Ask a territory for its contribution: one claim per team (R84)."""
    if charge.claimed_at is not None:
        raise Refused(broken("charge.claimed", "charge", "Cette contribution est déjà demandée."))
    charge.claimed_at, charge.order_number = at, tidy(order_number)
    charge.save(update_fields=("claimed_at", "order_number"))
    record(
        Claimed(participation=charge.participation_id, charge=charge.pk, state="claimed"),
        by=by,
        at=at,
    )


@transaction.atomic
def pay(charge: Charge, *, by: User, at: datetime) -> None:
    """Record that a contribution was received."""
    charge.paid_at = at
    charge.save(update_fields=("paid_at",))
    record(
        Claimed(participation=charge.participation_id, charge=charge.pk, state="paid"), by=by, at=at
    )
