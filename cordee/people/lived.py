"""Roles that come with what one does, without a seat: writing a file, being of a delegation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

from cordee.reactions import LIVED

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
    found = [one for path in LIVED for one in import_string(path)(user, at)]
    return list({one.url: one for one in found}.values())
