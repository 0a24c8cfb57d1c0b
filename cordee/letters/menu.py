"""Letters, at the foot of every page and among the doors of the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.people.policy import is_staff
from cordee.web.navigation import Link, address, navigation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest


@navigation
def links(request: HttpRequest) -> Iterator[Link]:
    """For everyone to read, for the team to write."""
    yield Link(_("Nos lettres"), address("letters:letters"), "footer", 20)
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and is_staff(user, timezone.now()):
        yield Link(_("Les lettres"), address("letters:desk"), "team", 70)
        yield Link(_("Les listes de discussion"), address("lists:desk"), "team", 71)
