"""Roles that come with what one does, without a seat: writing a file, being of a delegation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

from cordee.people.policy import is_staff
from cordee.reactions import LIVED
from cordee.web.awaited import looked

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


@dataclass(frozen=True, slots=True)
class Lived:
    """What someone is somewhere: the place and its page, the role in words, where it stands."""

    place: Any
    url: str
    role: Any
    hint: Any = ""


def for_user(user: User, at: datetime) -> list[Lived]:
    """Every role this account lives without a seat, each place told once, in the table's order."""
    rooms = [import_string(path) for path in LIVED]
    with looked(user.pk, team=is_staff(user, at)):
        found = [one for room in rooms for one in room(user, at)]
    return list({one.url: one for one in found}.values())
