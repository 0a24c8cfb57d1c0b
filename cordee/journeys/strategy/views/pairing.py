"""Who visits whom: proposed with its reasons, changed by hand at a told price, adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import policy as journeys
from cordee.journeys.queries.cohorts import cohorts
from cordee.journeys.strategy import actions
from cordee.journeys.strategy.forms.pairing import PairingForm
from cordee.journeys.strategy.models import Visit
from cordee.journeys.strategy.rules import pairing
from cordee.kernel.findings import Refused
from cordee.web.guards import guarded, onward, require_http_methods

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.journeys.models import Cohort, Participation
    from cordee.journeys.rules.roads import Place
    from cordee.web.requests import Request

PAGE = "strategy/pairing.html"
PLACES = 200


def to_visit(cohort: Cohort) -> dict[str, Participation]:
    """The territories that go on and have no visit yet, by key."""
    done = Visit.objects.filter(participation__cohort=cohort, cancelled_at=None)
    rows = cohort.participations.filter(ends=None).exclude(pk__in=done.values("participation"))
    rows = rows.select_related("territory")
    return {str(one.public_id): one for one in rows.order_by("name", "pk")[:PLACES]}


def _spots(places: dict[str, Participation]) -> dict[str, Place]:
    """Where the territories that are on the map lie."""
    return {
        key: (one.territory.latitude, one.territory.longitude)
        for key, one in places.items()
        if one.territory is not None
        and one.territory.latitude is not None
        and one.territory.longitude is not None
    }


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(cohorts, journeys.may_run)
def pair(request: Request, cohort: Cohort) -> HttpResponse:
    """Propose pairs of allies, see why, change them, organise the visits."""
    rule, places = cohort.edition.definition.year.diagnosis, to_visit(cohort)
    names = {one.name.lower(): key for key, one in places.items()}
    form = PairingForm(names, request.POST if request.method == "POST" else None)
    shown: dict[str, Any] = {"cohort": cohort, "form": form, "places": len(places), "findings": [],
                             "rule": rule}  # fmt: skip
    if request.method != "POST" or rule is None or not places:
        return render(request, PAGE, shown)
    if not form.is_valid():
        return render(request, PAGE, shown, status=422)
    allies = form.cleaned_data["allies"]
    spots = _spots(places)
    best = pairing.proposed(list(places), allies, rule.visitors, spots)
    teams = {key: _typed(request, key, best.teams[key], set(form.people)) for key in places}
    chosen = pairing.priced(teams, allies, rule.visitors, spots)
    labels = {key: one.name for key, one in places.items()}
    found = pairing.faults({labels[key]: team for key, team in teams.items()}, allies)
    shown |= {
        "rows": [(key, labels[key], [*team, *[""] * (rule.visitors - len(team))])
                 for key, team in teams.items()],
        "people": sorted((str(one), key) for key, one in form.people.items()),
        "why": pairing.why(best), "cost": pairing.cost(best, chosen),
        "changed": teams != dict(best.teams), "findings": found,
    }  # fmt: skip
    if found or "adopt" not in request.POST:
        return render(request, PAGE, shown, status=422 if found else 200)
    return _adopted(request, cohort, form, {places[key]: team for key, team in teams.items()},
                    shown)  # fmt: skip


def _typed(request: Request, key: str, best: list[str], known: set[str]) -> list[str]:
    """Who was chosen by hand; the proposal when nothing was."""
    typed = [] if "propose" in request.POST else request.POST.getlist(f"v-{key}")
    return [one for one in typed if one in known] if typed else list(best)


def _adopted(
    request: Request, cohort: Cohort, form: PairingForm, teams: dict[Participation, list[str]],
    shown: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    try:
        with transaction.atomic():
            for place, team in teams.items():
                if team:
                    actions.plan_visit(
                        place, [form.people[one] for one in team], form.cleaned_data["host"],
                        by=request.user, at=timezone.now(),
                    )  # fmt: skip
    except Refused as refusal:
        return render(request, PAGE, shown | {"findings": list(refusal.findings)}, status=422)
    messages.success(request, _("Les visites sont organisées : chacun·e est prévenu·e."))
    return onward(request, "strategy:diagnoses", cohort.public_id)
