"""What stands around every page of learning: where one is, and the pages beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.learning.places import place_of
from cordee.web.components import Tab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse

    from cordee.journeys.learning.places import Place
    from cordee.journeys.models import Cohort
    from cordee.kernel.findings import Refused
    from cordee.web.requests import Request


def stand(request: Request, cohort: Cohort) -> Place:
    """Where the visitor stands; the guard of the page has already said she stands somewhere."""
    place = place_of(request.user, cohort, timezone.now())
    assert place is not None  # noqa: S101 - the policy of every page asked it first
    return place


def around(place: Place, current: str, **more: Any) -> dict[str, Any]:
    """What every page shows: the cohort, her territory, the pages beside."""
    return {
        "cohort": place.cohort,
        "place": place,
        "participation": place.participation,
        "pages": list(_tabs(place, current)),
        "findings": [],
        **more,
    }


def _tabs(place: Place, current: str) -> Iterator[Tab]:
    """The pages of learning; what is personal or of a team is for the delegations."""
    year = place.cohort.edition.definition.year
    words = {
        "logbook": (_("Journal de bord"), year.logbook is not None),
        "exercises": (_("Exercices"), True),
        "surveys": (_("Questionnaires"), True),
        "library": (_("Mallettes"), True),
        "questions": (_("Questions"), True),
        "minutes_list": (_("Comptes rendus"), True),
        "directory": (_("Annuaire"), True),
        "territories": (_("Carte"), True),
    }
    for name, (label, there) in words.items():
        if there:
            url = reverse(f"learning:{name}", args=[place.cohort.public_id])
            yield Tab(label, url, current=name == current)


def refuse(
    request: Request, template: str, shown: dict[str, Any], refusal: Refused | None = None
) -> HttpResponse:
    """The same page with its reasons, what was typed still in it; status 422."""
    found = list(refusal.findings) if refusal else []
    return render(request, template, {**shown, "findings": found, "failed": True}, status=422)
