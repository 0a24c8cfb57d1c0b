"""The allies, at the foot of every page and among the doors of the team."""

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
    """For everyone to join, for the team to keep."""
    yield Link(_("L’alliance"), address("allies:public"), "footer", 22)
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and is_staff(user, timezone.now()):
        yield Link(_("Les alliés"), address("allies:allies"), "team", 50)
        yield Link(_("Les permanences"), address("allies:keep_drop_ins"), "team", 52)
        yield Link(_("Les communautés"), address("allies:keep_communities"), "team", 53)
        yield Link(_("Les rencontres de l’alliance"), address("allies:meetings"), "team", 51)
