"""What a cohort opens to everybody, on the page of its call; doors of the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls.notices import call_notice
from cordee.journeys.models import Cohort
from cordee.people.policy import is_staff
from cordee.web.home import Section
from cordee.web.navigation import Link, address, navigation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpRequest

    from cordee.calls.models import Edition


@call_notice(order=20)
def year(edition: Edition, at: datetime) -> Section | None:
    """The public pages of the year lived by the winners, once they are known."""
    if edition.results_at is None or edition.results_at > at:
        return None
    cohort = Cohort.objects.filter(edition=edition).order_by("pk").first()
    return Section("strategy/parts/year.html", {"cohort": cohort}) if cohort else None


@navigation
def links(request: HttpRequest) -> Iterator[Link]:
    """For the team alone: whom the house helps outside any programme."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and is_staff(user, timezone.now()):
        yield Link(_("Les diagnostics dans la durée"), address("strategy:followed"), "team", 45)
        yield Link(_("Les appuis hors programme"), address("strategy:supports"), "team", 46)
