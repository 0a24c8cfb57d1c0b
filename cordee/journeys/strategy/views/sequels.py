"""What each territory chooses to live next: its own page, and the team's view of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.strategy import actions, policy
from cordee.journeys.strategy.forms.giving import SequelForm
from cordee.journeys.strategy.queries import sequels
from cordee.journeys.strategy.views.diagnoses import rows
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_safe

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.journeys.models import Cohort, Participation
    from cordee.web.requests import Request

SHOWN = 10


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(rows, policy.may_read_sequel)
def sequel(request: Request, participation: Participation) -> HttpResponse:
    """What is offered, what was chosen and when; whoever speaks for the territory chooses."""
    now = timezone.now()
    right = policy.may_choose(request.user, participation, at=now)
    found = list(sequels.choices(participation)[:SHOWN])
    initial = {"key": found[0].key, "words": found[0].words} if found else {}
    offered = sequels.offered(participation.cohort)
    form = SequelForm(offered, request.POST or None, initial=initial)
    context: dict[str, Any] = {
        "participation": participation, "cohort": participation.cohort, "offered": offered,
        "found": found, "form": form, "right": right, "findings": [],
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "strategy/sequel.html", context)
    if not right:
        return render(request, "strategy/sequel.html", context, status=403)
    try:
        if form.is_valid():
            actions.choose_sequel(participation, **form.cleaned_data, by=request.user, at=now)
            messages.success(request, _("Votre choix est noté, avec sa date."))
            return onward(request, "strategy:sequel", participation.public_id)
    except Refused as refusal:
        context["findings"] = refusal.findings
    return render(request, "strategy/sequel.html", context | {"failed": True}, status=422)


@require_safe
@guarded(cohorts, policy.may_see_sequels)
def chosen(request: Request, cohort: Cohort) -> HttpResponse:
    """What each territory of a cohort chose, counted."""
    page = paginated(request, cohort.participations.filter(ends=None).order_by("name", "pk"))
    known = sequels.standing(page.object_list)
    context = {
        "cohort": cohort,
        "page": page,
        "lines": [(one, known.get(one.pk)) for one in page.object_list],
        "counts": sequels.counts(cohort),
    }
    return render(request, "strategy/sequels.html", context)
