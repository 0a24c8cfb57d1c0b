"""Public pages of calls: the list, the call and its parts, its calendar, its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition

from cordee.calls import queries
from cordee.calls.calendars import feed
from cordee.calls.explained import page_html, pages
from cordee.calls.notices import notices
from cordee.calls.papers import call_pdf
from cordee.calls.rules import (
    Period,
    Phase,
    elsewhere,
    entrance,
    entrances,
    periods,
    told_apart,
)
from cordee.web.addressed import addressed
from cordee.web.components import Tab
from cordee.web.guards import require_safe, row_or_404

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from cordee.calls.models import Edition
    from cordee.programme.explain import Document
    from cordee.web.requests import Request

TONES = {
    Phase.UPCOMING: "info",
    Phase.OPEN: "good",
    Phase.CLOSED: "neutral",
    Phase.JUDGED: "warn",
    Phase.RESULTS: "info",
    Phase.ARCHIVED: "neutral",
}


@require_safe
def calls(request: Request) -> HttpResponse:
    """Every call, the open ones first."""
    now = timezone.now()
    shown = [(*one, TONES[one[1].phase]) for one in queries.listed(now)]
    return render(request, "calls/list.html", {"calls": shown})


@require_safe
def detail(request: Request, key: str, part: str = "appel") -> HttpResponse:
    """One page of a call: its state by the clock, its one deadline, what its rules say."""
    edition = row_or_404(queries.public_one, key=key)
    found = pages(edition.rules_in_force, translation.get_language() or "fr")
    if part not in found:
        raise Http404
    context = _shown(edition, found, part, timezone.now())
    return render(request, "calls/detail.html", {**context, "related": _related(request, edition)})


def _related(request: Request, edition: Edition) -> list[tuple[str, str, bool]]:
    """The contents around the call: where, its name, whether the reader keeps it."""
    offers = queries.offers(edition)
    signed = bool(offers) and request.user.is_authenticated
    kept = queries.kept_of(edition, request.user) if signed else set()
    return [(target, label, target in kept) for target, label in offers.items()]


def _shown(
    edition: Edition, found: dict[str, Document], part: str, now: datetime
) -> dict[str, Any]:
    definition = edition.definition
    found_in, told = entrances(definition, now), periods(definition, now)
    phase = queries.standing(edition, now, found_in).phase
    door = entrance(definition, now).reception
    return {
        "edition": edition,
        "definition": definition,
        "document": found[part],
        "said": page_html(edition.rules_in_force, part, translation.get_language() or "fr"),
        "part": part,
        "phase": phase,
        "tone": TONES[phase],
        "is_open": phase is Phase.OPEN,
        "closes": door.closes,
        "opens": door.opens,
        "zone": door.zone,
        "here": bool(door.window and door.window.clock == "applicant"),
        "apart": told_apart(found_in),
        "elsewhere": elsewhere(definition),
        "periods": _toned(told) if _worth_telling(told) else [],
        "tabs": [Tab(_titles()[name], _url(edition, name), name == part) for name in found],
        "offered": queries.offered(edition),
        "notices": notices(edition, now) if part == "appel" else [],
    }


def _worth_telling(told: list[Period]) -> bool:
    """Whether there is more to say than one deadline: steps, waves, guests, a closing moved."""
    return len(told) > 1 or any(one.former or one.cut_offs or one.restricted for one in told)


def _toned(told: list[Period]) -> list[tuple[Period, str]]:
    """The periods, each with the tone of its state; none where one says it all."""
    return [(one, TONES[one.phase] if len(told) > 1 else "") for one in told]


def _titles() -> dict[str, str]:
    return {
        "appel": _("L’appel"),
        "presentation": _("Présentation"),
        "candidature": _("Candidater"),
        "selection": _("Sélection"),
        "programme": _("L’année"),
    }


def _url(edition: Edition, part: str) -> str:
    if part == "appel":
        return reverse("calls:detail", args=[edition.key])
    return reverse("calls:part", args=[edition.key, part])


def _mark(_request: Request, key: str) -> str:
    """The ETag of what only changes with the rules."""
    edition = row_or_404(queries.public_one, key=key)
    return f'"{edition.rules_in_force.digest[:32]}"'


@require_safe
@condition(etag_func=_mark)
@cache_control(public=True, max_age=600)
@addressed
def calendar(request: Request, key: str) -> HttpResponse:
    """The calendar of the call, to subscribe to."""
    edition = row_or_404(queries.public_one, key=key)
    address = request.build_absolute_uri(_url(edition, "appel"))
    version = edition.rules_in_force
    response = HttpResponse(feed(version, address, version.at), content_type="text/calendar")
    response["Content-Disposition"] = f'inline; filename="{edition.key}.ics"'
    return response


@require_safe
@condition(etag_func=_mark)
@cache_control(public=True, max_age=600)
@addressed
def paper(_request: Request, key: str) -> HttpResponse:
    """The call as an accessible PDF."""
    edition = row_or_404(queries.public_one, key=key)
    response = HttpResponse(call_pdf(edition.rules_in_force), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{edition.key}.pdf"'
    return response
