"""Who writes down what organs decide, who reads it: the team; the members, of their own organ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cordee.alliance import queries
from cordee.kernel.rights import Right
from cordee.people.policy import is_staff, only_staff
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.alliance.models import MoneyDecision, Organ
    from cordee.people.models import User

    type Anyone = User | AnonymousUser


def may_keep(user: Anyone, row: Any, *, at: datetime) -> Right:
    """The team keeps the register of decisions; for anybody else it does not exist."""
    return Right.yes() if user.is_authenticated and is_staff(user, at) else Right.hidden()


def seated(user: Anyone, at: datetime) -> set[int]:
    """The organs where she sits that day; whoever left or comes later sits nowhere."""
    if not user.is_authenticated:
        return set()
    today = timezone.localdate(at)
    rows = queries.seats_of(user.pk, today).values_list("organ_id", flat=True)
    return once(f"organs of {user.pk} on {today}", lambda: set(rows))


def may_open(user: User, at: datetime) -> Right:
    """The register opens for the team, and for whoever sits in an organ."""
    return Right.yes() if seated(user, at) else only_staff(user, at)


def may_read_organ(user: Anyone, organ: Organ, *, at: datetime) -> Right:
    """The team reads every organ; a member reads her own while her mandate runs."""
    return Right.yes() if organ.pk in seated(user, at) else may_keep(user, organ, at=at)


def may_read(user: Anyone, decision: MoneyDecision, *, at: datetime) -> Right:
    """A decision is read by whoever reads its organ."""
    return may_read_organ(user, decision.organ, at=at)
