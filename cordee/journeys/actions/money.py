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
    number, rows = tidy(order_number), type(charge).objects.filter(pk=charge.pk, claimed_at=None)
    if not rows.update(claimed_at=at, order_number=number):
        raise Refused(broken("charge.claimed", "charge", "Cette contribution est déjà demandée."))
    charge.claimed_at, charge.order_number = at, number
    record(
        Claimed(participation=charge.participation_id, charge=charge.pk, state="claimed"),
        by=by,
        at=at,
    )


@transaction.atomic
def pay(charge: Charge, *, by: User, at: datetime) -> None:
    """Record that a contribution was received; saying it again changes nothing."""
    if not type(charge).objects.filter(pk=charge.pk, paid_at=None).update(paid_at=at):
        return
    charge.paid_at = at
    record(
        Claimed(participation=charge.participation_id, charge=charge.pk, state="paid"), by=by, at=at
    )
