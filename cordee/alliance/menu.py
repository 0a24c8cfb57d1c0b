"""The register of decisions, among the doors of the team."""

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
    """For the team alone."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and is_staff(user, timezone.now()):
        yield Link(_("Les décisions du bureau"), address("alliance:decisions"), "team", 60)
        yield Link(_("Les conventions"), address("alliance:agreements"), "team", 61)
