"""Who may write down what organs decide: the team of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.kernel.rights import Right
from cordee.people.policy import is_staff

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.people.models import User


def may_keep(user: User | AnonymousUser, row: Any, *, at: datetime) -> Right:  # noqa: ARG001 - the shape of a policy
    """The team keeps the register of decisions; for anybody else it does not exist."""
    return Right.yes() if user.is_authenticated and is_staff(user, at) else Right.hidden()
