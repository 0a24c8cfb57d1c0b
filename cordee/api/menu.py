"""The tokens of programs, among the doors of the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.web.navigation import Link, address, navigation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest


@navigation
def links(request: HttpRequest) -> Iterator[Link]:
    """Doors for people who write programs, out of the way of the others."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        yield Link(_("Les jetons d’accès"), address("api:every"), "team", 88)
