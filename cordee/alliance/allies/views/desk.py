"""Allies as the team keeps them: where each stands, who joined, what they bring, the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cordee.alliance.allies import actions, policy, queries
from cordee.alliance.allies.forms.charter import (
    BringForm,
    CharterForm,
    CustomForm,
    KindForm,
    LeaveForm,
    ListForm,
    OnForm,
    PaperForm,
    RetireForm,
)
from cordee.alliance.allies.models import AllyKind
from cordee.alliance.allies.rules.lives import LIVES
from cordee.alliance.allies.views.acting import BOTH, Act, acting
from cordee.alliance.allies.words import LIFE
from cordee.people.actions import find_or_add
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.files.serving import table_file
from cordee.web.guards import guarded, require_http_methods, require_safe

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.alliance.allies.models import Ally
    from cordee.web.requests import Request


@require_http_methods([*BOTH])
@for_team
def allies(request: Request) -> HttpResponse:
    """Every ally by life, and a signature given on paper."""
    today = timezone.localdate()

    def write(typed: dict[str, Any]) -> str:
        now: dict[str, Any] = {"by": request.user, "at": timezone.now()}
        names = [typed.pop(key) for key in ("email", "given_name", "family_name")]
        name = typed.pop("structure")
        person = find_or_add(*names, **now)
        body = actions.structure(name, **now) if name else None
        made = actions.sign(person, organisation=body, on_paper=True, **typed, **now)
        return reverse("allies:ally", args=[made.public_id])

    def shown() -> dict[str, Any]:
        every = queries.lived(today)
        life = request.GET.get("vie", "")
        rows = [one for one in every if life not in LIVES or one.life == life]
        kinds = queries.by_kind(today)
        return {
            "page": paginated(request, rows), "life": life, "kinds": kinds, "charter":
            queries.charter(), "overseas": queries.overseas(today), "words": LIFE,
            "lives": [(key, LIFE[key], sum(one.life == key for one in every)) for key in LIVES],
            "unmet": sum(one.life == "new" and one.standing.welcomed_on is None for one in every),
        }  # fmt: skip

    return acting(request, "allies/allies.html", {"paper": Act(PaperForm, write)}, shown)


@require_safe
@for_team
def export(request: Request) -> HttpResponse:
    """The allies the list shows, for a spreadsheet."""
    life = request.GET.get("vie", "")
    return table_file(queries.table(timezone.localdate(), life if life in LIVES else ""), "allies")


@require_http_methods([*BOTH])
@guarded(queries.allies, policy.may_keep)
def ally(request: Request, ally: Ally) -> HttpResponse:
    """One ally: where she stands and why, what she brings; welcome her, withdraw her signature."""
    now: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    today = timezone.localdate()
    acts = {
        "welcome": Act(OnForm, lambda typed: actions.welcome(ally, **typed, **now), {"on": today}),
        "bring": Act(BringForm, lambda typed: actions.bring(ally, **typed, **now)),
        "list": Act(ListForm, lambda typed: actions.list_ally(ally, **typed, **now),
                    {"listed": ally.listed}),
        "leave": Act(LeaveForm, lambda typed: actions.leave(ally, **typed, **now), {"on": today}),
    }  # fmt: skip
    return acting(request, "allies/ally.html", acts, lambda: {
        "ally": ally, "told": queries.standings([ally], today)[0], "words": LIFE,
        "bringings": ally.bringings.order_by("pk")[:25],
    })  # fmt: skip


@require_safe
@for_team
def bringings(request: Request) -> HttpResponse:
    """What allies bring, all together (R279)."""
    return render(
        request, "allies/bringings.html", {"page": paginated(request, queries.bringings())}
    )


@require_http_methods([*BOTH])
@for_team
def customs(request: Request) -> HttpResponse:
    """The text of the charter, the controlled lists, the delays."""
    now: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    held, text = queries.custom(), queries.charter()
    acts = {
        "charter": Act(CharterForm, lambda typed: actions.write_charter(**typed, **now),
                       {"title": text.title, "body": text.body} if text else {}),
        "kind": Act(KindForm, lambda typed: actions.add_kind(**typed, **now)),
        "retire": Act(RetireForm, lambda typed: actions.retire_kind(typed["kind"], **now)),
        "custom": Act(CustomForm, lambda typed: actions.set_custom(**typed, **now),
                      {"new_months": held.new_months, "active_months": held.active_months}),
    }  # fmt: skip
    return acting(request, "allies/customs.html", acts, lambda: {
        "charter": text, "kinds": queries.kinds(*AllyKind.Use.values)[:200],
    })  # fmt: skip
