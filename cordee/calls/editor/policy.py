"""Who may confirm a change of promise: the direction, or the team where nobody directs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.kernel.rights import Right
from cordee.people.models import Seat
from cordee.people.policy import holds, only_staff

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def may_confirm(user: User, at: datetime) -> Right:
    """A promise already made to people changes only with the direction's word."""
    right = only_staff(user, at)
    if not right or holds(user, "director", None, at):
        return right
    if not Seat.objects.current(at).with_role("director").somewhere(None).exists():
        return right
    return Right.no(
        _(
            "Cette modification touche une promesse faite à des personnes : la direction doit "
            "la confirmer. Demandez-lui son accord depuis cette page."
        )
    )
