"""Every territory a house supported, edition after edition, on one public map (R259, R286)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from cordee.selection import queries
from cordee.territories.queries import patches, spots
from cordee.web.components import paginated
from cordee.web.guards import require_safe

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request

MOST_SPOTS = 500
"""Points drawn at once; beyond, only the numbers by department are."""


@require_safe
def supported(request: Request) -> HttpResponse:
    """The map of all winners, or of those of one edition, with their list."""
    now = timezone.now()
    editions = queries.told_editions(now)
    asked = request.GET.get("appel", "")
    chosen = [one for one in editions if one.key == asked] if asked else editions
    if asked and not chosen:
        raise Http404
    rows = queries.supported(chosen, now)
    per_edition = Counter(rows.order_by().values_list("ruling__edition", flat=True))
    codes = Counter(rows.order_by().values_list("deposit__application__department", flat=True))
    drawn = rows.exclude(deposit__application__territory=None)[:MOST_SPOTS]
    found = {one.deposit.application.territory for one in drawn}
    territories = [one for one in found if one is not None]
    context = {
        "editions": [(one, per_edition[one.pk]) for one in chosen if per_edition[one.pk]],
        "asked": asked,
        "page": paginated(request, rows),
        "total": sum(per_edition.values()),
        "counts": {code: count for code, count in codes.items() if code},
        "spots": spots(territories),
        "patches": patches(territories),
    }
    return render(request, "selection/supported.html", context)
