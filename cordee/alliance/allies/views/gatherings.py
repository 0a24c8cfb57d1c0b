"""Permanences and meetings of the alliance as the team keeps them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from cordee.alliance.allies import actions, policy, queries
from cordee.alliance.allies.forms.gatherings import (
    CallOffForm,
    CameForm,
    CountForm,
    DayForm,
    DropInForm,
    KeepForm,
    MissedDayForm,
    PlanForm,
    TellForm,
)
from cordee.alliance.allies.rules.counts import sum_faults, total
from cordee.alliance.allies.views.acting import BOTH, Act, acting
from cordee.alliance.allies.words import FATE
from cordee.people.actions import find_or_add
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import guarded, onward, require_http_methods, require_POST, row_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.alliance.allies.models import Gathering
    from cordee.web.requests import Request

YEARS = range(1990, 2100)


def _page(row: Gathering) -> str:
    return reverse("allies:gathering", args=[row.public_id])


def asked_year(request: Request, today: date) -> int:
    """The year asked for, this one otherwise."""
    said = request.GET.get("annee", "")
    year = int(said) if said.isdecimal() and len(said) == len("2021") else today.year
    return year if year in YEARS else today.year


@require_http_methods([*BOTH])
@for_team
def drop_ins(request: Request) -> HttpResponse:
    """The days of a year, what became of each, and the rules (R231, R233)."""
    today = timezone.localdate()
    year = asked_year(request, today)
    now: dict[str, Any] = {"by": request.user, "at": timezone.now()}

    def shown() -> dict[str, Any]:
        days = queries.year_of(date(year, 1, 1), date(year, 12, 31), today)
        return {
            "page": paginated(request, days), "year": year, "fates": FATE,
            "rules": queries.drop_ins()[:25], "people": sum(one.people for one in days),
            "told": [(FATE[key], sum(one.fate == key for one in days)) for key in FATE],
        }  # fmt: skip

    acts = {
        "hold": Act(DayForm, lambda typed: _page(actions.hold(**typed, **now))),
        "miss": Act(MissedDayForm, lambda typed: _page(actions.miss(**typed, **now))),
        "rule": Act(DropInForm, lambda typed: actions.set_drop_in(**typed, **now),
                    {"since": today}),
    }  # fmt: skip
    return acting(request, "allies/keep_drop_ins.html", acts, shown, back=request.get_full_path())


@require_http_methods([*BOTH])
@for_team
def meetings(request: Request) -> HttpResponse:
    """The meetings of the alliance, and a new one (R280)."""
    now: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    acts = {"plan": Act(PlanForm, lambda typed: _page(actions.plan(**typed, **now)))}
    return acting(request, "allies/meetings.html", acts, lambda: {
        "page": paginated(request, queries.meetings()),
    })  # fmt: skip


@require_http_methods([*BOTH])
@guarded(queries.gatherings, policy.may_keep)
def gathering(request: Request, row: Gathering) -> HttpResponse:
    """One gathering: who came, how many of which kind, what was told, its sheet."""
    now: dict[str, Any] = {"by": request.user, "at": timezone.now()}

    def come(typed: dict[str, Any]) -> None:
        names = [typed.pop(key) for key in ("email", "given_name", "family_name")]
        name = typed.pop("structure")
        body = actions.structure(name, **now) if name else None
        person = find_or_add(*names, **now)
        actions.note_coming(row, person, organisation=body, **typed, **now)

    known = {
        key: getattr(row, key)
        for key in ("title", "place", "link", "agenda", "sheet", "said_total")
    }
    acts = {
        "keep": Act(KeepForm, lambda typed: actions.keep(row, **typed, **now), known),
        "came": Act(CameForm, come),
        "count": Act(CountForm, lambda typed: actions.count(
            row, typed["kind"], on_site=typed["on_site"], remote=typed["remote"], **now)),
        "tell": Act(TellForm, lambda typed: actions.tell(row, **typed, **now)),
        "miss": Act(CallOffForm, lambda typed: actions.call_off(row, **typed, **now)),
    }  # fmt: skip

    def shown() -> dict[str, Any]:
        lines = queries.lines(row)
        came = row.came.select_related("person", "organisation", "kind")
        return {
            "gathering": row, "lines": lines, "total": total(lines),
            "doubts": sum_faults(row.said_total, lines),
            "page": paginated(request, came.order_by("person__sort_key", "pk")),
            "talks": row.talks.select_related("kind").order_by("pk")[:100],
        }  # fmt: skip

    return acting(request, "allies/gathering.html", acts, shown)


@require_POST
@guarded(queries.gatherings, policy.may_keep)
def drop(request: Request, row: Gathering, came: int) -> HttpResponse:
    """Take back a coming noted by mistake."""
    actions.drop_coming(row_or_404(row.came.all, pk=came), by=request.user, at=timezone.now())
    return onward(request, "allies:gathering", row.public_id)
