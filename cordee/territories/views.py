"""Pages of the territories: the search anyone may use, and the team's own list."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache

from cordee.kernel.bodies import GROUPS, Kind, kinds
from cordee.kernel.findings import Refused
from cordee.kernel.places import REGIONS
from cordee.territories import actions, policy, queries, rules
from cordee.territories.forms import BodyForm, JoinForm, LeaveForm
from cordee.territories.models import Territory
from cordee.web.components import Fact, paginated
from cordee.web.guards import (
    allowed,
    guarded,
    onward,
    require_http_methods,
    require_safe,
    row_or_404,
)
from cordee.web.requests import Request

UNPROCESSABLE = 422
ASK = ["GET", "HEAD", "POST"]


def for_team(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the team in, tell the others why not, and let nobody keep the page."""
    return never_cache(allowed(policy.only_team)(view))


@require_safe
def search(request: Request) -> HttpResponse:
    """Look a territory up: a page, or only the answers when htmx asks for them.

    `genre` and `region` restrict, `champ` names the control of a form, `etat` the place where
    the count is said aloud, `retour` the page of this site that receives the reference chosen.
    """
    name = _name(request, "champ") or "territoire"
    words = _words(request, f"{name}_q")
    rows = queries.found(words, **_limits(request))
    shown = {
        "rows": rows,
        "words": words,
        "asked": bool(words),
        "name": name,
        "chosen": None,
        "state": "",
    }
    if request.htmx:
        shown["state"] = _name(request, "etat")
        return render(request, "territories/parts/answers.html", shown)
    return render(request, "territories/search.html", shown | {
        "back": _back(request), "page_limits": _limits_as_asked(request),
    })  # fmt: skip


@require_safe
@cache_control(public=True, max_age=300)
def search_json(request: Request) -> HttpResponse:
    """The same answers for programs: `{"results": [...], "sources": "..."}`."""
    words = _words(request, "q")
    rows = queries.found(words, **_limits(request))
    return JsonResponse({"results": [_plain(row) for row in rows], "sources": queries.sources()})


@require_safe
@for_team
def listed(request: Request) -> HttpResponse:
    """Every territory the team can meet, by name."""
    words, kind = _words(request, "q"), request.GET.get("genre", "")
    origin = request.GET.get("origine", "")
    kind = kind if kind in set(Kind) else ""
    origin = origin if origin in Territory.Origin.values else ""
    rows = queries.listed(words, kind=kind, origin=origin)
    return render(request, "territories/list.html", {
        "page": paginated(request, rows), "words": words, "kind": kind, "origin": origin,
        "kinds": [(one.value, one.plural.capitalize()) for one in Kind],
        "origins": Territory.Origin.choices, "vintage": queries.latest_vintage(),
    })  # fmt: skip


@require_safe
@never_cache
@guarded(queries.with_kin, policy.may_see, by="ref")
def detail(request: Request, territory: Territory) -> HttpResponse:
    """One territory: what is known of it, who belongs to it, since when."""
    now = timezone.now()
    return render(request, "territories/detail.html", {
        "territory": territory,
        "facts": _facts(territory),
        "page": paginated(request, queries.members_ever(territory)),
        "belongs": queries.belongs_ever(territory),
        "may_correct": policy.may_correct(request.user, territory, now),
        "may_compose": policy.may_compose(request.user, territory, now),
        "history": queries.history(territory),
    })  # fmt: skip


@require_http_methods(ASK)
@for_team
def add(request: Request) -> HttpResponse:
    """Write a body that no register knows."""

    def act(form: BodyForm, at: datetime) -> HttpResponse:
        made = actions.make(form.body(), by=request.user, at=at)
        messages.success(request, _("%s est dans la liste.") % made.name)
        return onward(request, "territories:detail", made.ref)

    return _answered(request, BodyForm(request.POST or None), act, _("Ajouter un territoire"))


@require_http_methods(ASK)
@never_cache
@guarded(Territory, policy.may_correct, by="ref")
def correct(request: Request, territory: Territory) -> HttpResponse:
    """Correct a body written by hand."""

    def act(form: BodyForm, at: datetime) -> HttpResponse:
        actions.correct(territory, form.body(), by=request.user, at=at)
        messages.success(request, _("%s est à jour.") % territory.name)
        return onward(request, "territories:detail", territory.ref)

    form = BodyForm.of(territory, request.POST or None)
    return _answered(request, form, act, _("Corriger ce territoire"), territory)


@require_http_methods(ASK)
@never_cache
@guarded(Territory, policy.may_compose, by="ref")
def join(request: Request, territory: Territory) -> HttpResponse:
    """Add a member to a grouping."""

    def act(form: JoinForm, at: datetime) -> HttpResponse:
        child, starts = form.cleaned_data["member"], form.cleaned_data["starts"]
        actions.join(child, territory, starts=starts, by=request.user, at=at)
        messages.success(request, _("%s est membre.") % child.name)
        return onward(request, "territories:detail", territory.ref)

    return _answered(
        request, JoinForm(request.POST or None), act, _("Ajouter un membre"), territory
    )


@require_http_methods(ASK)
@never_cache
@guarded(Territory, policy.may_compose, by="ref")
def leave(request: Request, territory: Territory, pk: int) -> HttpResponse:
    """Write the end of a membership."""
    membership = row_or_404(lambda: territory.members.select_related("child"), pk=pk)

    def act(form: LeaveForm, at: datetime) -> HttpResponse:
        actions.leave(membership, ends=form.cleaned_data["ends"], by=request.user, at=at)
        messages.success(request, _("La fin est inscrite."))
        return onward(request, "territories:detail", territory.ref)

    title = _("%s n’est plus membre") % membership.child.name
    return _answered(request, LeaveForm(request.POST or None), act, title, territory)


def _answered(
    request: Request,
    form: Any,
    act: Callable[[Any, datetime], HttpResponse],
    title: str,
    territory: Territory | None = None,
) -> HttpResponse:
    """Show a form, or act; a refusal comes back with what was typed, status 422."""
    findings = []
    if request.method == "POST" and form.is_valid():
        try:
            return act(form, timezone.now())
        except Refused as refusal:
            findings = refusal.findings
    failed = request.method == "POST"
    shown = {
        "form": form,
        "findings": findings,
        "title": title,
        "territory": territory,
        "failed": failed,
    }
    return render(request, "territories/form.html", shown, status=UNPROCESSABLE if failed else 200)


def _words(request: Request, name: str) -> str:
    typed = request.GET.get(name) or request.GET.get("q", "")
    return typed.replace("\0", "").strip()[: rules.LONGEST_QUERY]


def _name(request: Request, asked: str) -> str:
    """The name of a control or an id; anything else is nothing."""
    name = request.GET.get(asked, "")
    return name if re.fullmatch(r"[A-Za-z][\w.-]{0,90}", name, re.ASCII) else ""


def _limits(request: Request) -> dict[str, Any]:
    """Kinds and régions asked for; unknown words are left aside."""
    known = [word for word in request.GET.getlist("genre") if word in GROUPS or word in set(Kind)]
    regions = [code for code in request.GET.getlist("region") if code in REGIONS]
    return {"kinds": kinds(known), "regions": regions}


def _limits_as_asked(request: Request) -> list[tuple[str, str]]:
    """The same, to be carried by the form of the page."""
    limits = _limits(request)
    told = [("genre", kind.value) for kind in sorted(limits["kinds"])]
    return told + [("region", code) for code in limits["regions"]]


def _back(request: Request) -> str:
    """The page to return to, when it is one of ours."""
    asked = request.GET.get("retour", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if safe and asked.startswith("/") else ""


def _plain(row: Territory) -> dict[str, Any]:
    return {
        "ref": row.ref, "label": row.label, "name": row.name, "kind": row.kind,
        "insee": row.insee, "siren": row.siren, "department": row.department,
        "region": row.region, "population": row.population, "postcodes": row.postcodes,
        "parent": row.parent.ref if row.parent else None,
    }  # fmt: skip


def _facts(territory: Territory) -> list[Fact]:
    """What is known, line by line; nothing for what is not."""
    department = f"{rules.department_name(territory.department)} ({territory.department})"
    known = (
        (_("Nature"), territory.what.label.capitalize()),
        (_("Pays"), territory.country if territory.country != "FR" else ""),
        (_("Code INSEE"), territory.insee),
        (_("SIREN"), territory.siren),
        (territory.local_scheme or _("Code local"), territory.local_code),
        (_("Codes postaux"), ", ".join(territory.postcodes)),
        (_("Anciens codes"), ", ".join(territory.former)),
        (_("Anciens noms"), ", ".join(territory.aliases)),
        (_("Département"), department if territory.department else ""),
        (_("Région"), rules.region_name(territory.region)),
        (_("Population"), _people(territory)),
        (
            _("Source"),
            territory.vintage.source if territory.vintage else territory.get_origin_display(),
        ),
    )
    return [Fact(label, value) for label, value in known if value]


def _people(territory: Territory) -> str:
    if territory.population is None:
        return ""
    said = f"{territory.population:,}".replace(",", "\u202f")
    return f"{said} ({territory.population_year})" if territory.population_year else said
