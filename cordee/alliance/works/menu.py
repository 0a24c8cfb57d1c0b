"""What the alliance does, among the doors of the team; its own page leads to the public ones."""

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
    """For the team to follow."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and is_staff(user, timezone.now()):
        yield Link(_("Les chantiers"), address("works:desk"), "team", 55)
        yield Link(_("Les assemblées"), address("works:assemblies"), "team", 56)
        yield Link(_("La communication"), address("works:register"), "team", 57)
