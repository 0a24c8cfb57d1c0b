"""Keep a resource at hand; the themes of the call, meeting by meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.learning import actions, policy
from cordee.journeys.learning.queries.shelves import themes as asked_themes
from cordee.journeys.learning.queries.shelves import treated
from cordee.journeys.learning.screens import around, refuse, stand
from cordee.journeys.learning.views.resources import rows
from cordee.journeys.queries import calendar
from cordee.journeys.queries.cohorts import cohorts
from cordee.kernel.findings import Refused
from cordee.web.guards import guarded, onward, require_POST, require_safe, row_or_404

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from cordee.journeys.learning.models import Resource
    from cordee.journeys.models import Cohort
    from cordee.web.requests import Request

MEETINGS = 25


@require_POST
@guarded(rows, policy.may_read_resource)
def keep(request: Request, one: Resource) -> HttpResponse:
    """Keep a resource at hand, or no more."""
    kept = "kept" in request.POST
    actions.keep_at_hand(one, kept=kept, by=request.user, at=timezone.now())
    said = _("Gardée : vous la retrouvez dans « Mallettes ».") if kept else _("C’est noté.")
    messages.success(request, said)
    return onward(request, "learning:resource", one.public_id)


@require_safe
@guarded(cohorts, policy.may_learn)
def themes(request: Request, cohort: Cohort) -> HttpResponse:
    """Each theme the call announces, and the meetings that treated it."""
    return render(request, "learning/themes.html", _shown(request, cohort))


def _shown(request: Request, cohort: Cohort) -> dict[str, Any]:
    place, known = stand(request, cohort), asked_themes(cohort)
    meetings = list(calendar(cohort).exclude(state="cancelled")[:MEETINGS])
    done = treated(meetings)
    return around(
        place, "library", themes=[
            (theme, [one for one in meetings if theme.key in done[one.pk]]) for theme in known
        ],
        meetings=[(one, [(theme, theme.key in done[one.pk]) for theme in known])
                  for one in meetings],
    )  # fmt: skip


@require_POST
@guarded(cohorts, policy.may_lead)
def tell_themes(request: Request, cohort: Cohort, meeting: str) -> HttpResponse:
    """Say which themes a meeting treated."""
    found = row_or_404(
        lambda: calendar(cohort).select_related("cohort__edition__current"), public_id=meeting
    )
    if not asked_themes(cohort):
        raise Http404
    try:
        actions.tell_themes(
            found, request.POST.getlist("theme")[:60], by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        return refuse(request, "learning/themes.html", _shown(request, cohort), refusal)
    messages.success(request, _("C’est noté."))
    return onward(request, "learning:themes", cohort.public_id)
