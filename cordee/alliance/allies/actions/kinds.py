"""Keep the controlled lists and the customs of the alliance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.alliance.actions.words import offer_word, retire_word
from cordee.alliance.allies import events
from cordee.alliance.allies.models import AllianceCustom, AllyKind
from cordee.alliance.allies.rules.lives import Custom, custom_faults
from cordee.kernel.findings import Refused
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


@transaction.atomic
def add_kind(use: str, label: str, *, rank: int = 0, by: User, at: datetime) -> AllyKind:
    """Add a word to a list, or offer again one that was retired. Raises `Refused`."""
    made = offer_word(AllyKind, label, rank=rank, use=use)
    record(events.KindKept(word=made.pk), by=by, at=at)
    return made


@transaction.atomic
def retire_kind(kind: AllyKind, *, by: User, at: datetime) -> None:
    """Offer a word no more; what was counted under it stays."""
    if retire_word(kind, at=at):
        record(events.KindKept(word=kind.pk), by=by, at=at)


@transaction.atomic
def set_custom(*, new_months: int, active_months: int, by: User, at: datetime) -> AllianceCustom:
    """Say how long an ally is new, then active; what was set before stays in its row."""
    if found := custom_faults(Custom(new_months, active_months)):
        raise Refused(found)
    made = AllianceCustom.objects.create(
        new_months=new_months, active_months=active_months, at=at, by=by
    )
    record(events.CustomSet(new_months=new_months, active_months=active_months), by=by, at=at)
    return made
