"""The juries in the shell, and the winners on the page of their call once released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls.notices import call_notice
from cordee.kernel.places import REGION_OF
from cordee.people.models.seats import Role
from cordee.people.policy import roles
from cordee.people.rules import HOUSE_ROLES
from cordee.selection import onward, queries
from cordee.selection.queries.public import closed_or_not_open, public_panel
from cordee.selection.views.public import counted
from cordee.web.home import Section
from cordee.web.navigation import Link, address, navigation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpRequest

    from cordee.calls.models import Edition

RESULTS = onward.released
"""Named here so that whoever reads files knows what juries decided."""
ON_CALL = 25


@navigation
def links(request: HttpRequest) -> Iterator[Link]:
    """One's panels, for whoever sits; the juries, for the team; the winners, for everybody."""
    yield Link(_("Territoires accompagnés"), address("selection:supported"), "footer", 45)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return
    held = roles(user, timezone.now())
    if not held.isdisjoint(HOUSE_ROLES):
        yield Link(_("Les jurys"), address("selection:panels"), "team", 8)
    if Role.JUROR in held:
        yield Link(_("Mes jurys"), address("selection:mine"), order=35)


@call_notice(order=30)
def jury(edition: Edition, at: datetime) -> Section | None:
    """The names of the juries that the call makes public; no query where it makes none so."""
    rows = queries.published_panels(edition, at)
    return Section("selection/parts/jury.html", {"panels": rows}) if rows else None


@call_notice(order=5)
def voting(edition: Edition, at: datetime) -> Section | None:
    """Where the public votes, while it does; no query where the call has no such vote."""
    panel = public_panel(edition)
    if panel is None or closed_or_not_open(panel, at):
        return None
    return Section("selection/parts/voting.html", {"edition": edition, "panel": panel})


@call_notice(order=10)
def winners(edition: Edition, at: datetime) -> Section | None:
    """The winners with their map; nothing at all before the release."""
    if edition.results_at is None or not edition.definition.selection.winners_published:
        return None
    rows = queries.winners(edition, at)
    counts = counted(rows)
    if not counts.total:
        return None
    regions = {REGION_OF.get(code, "") for code in counts.by_department}
    context = {
        "edition": edition,
        "rows": rows[:ON_CALL],
        "total": counts.total,
        "more": counts.total > ON_CALL,
        "counts": counts.by_department,
        "region": regions.pop() if len(regions) == 1 else "",
    }
    return Section("selection/parts/winners.html", context)
