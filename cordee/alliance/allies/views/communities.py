"""Communities for anyone, for their members, for the team."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.allies import actions, policy, queries
from cordee.alliance.allies.forms.communities import (
    CloseForm,
    CommunityForm,
    HostForm,
    ShareForm,
)
from cordee.alliance.allies.forms.gatherings import PlanForm
from cordee.alliance.allies.rules.belonging import items
from cordee.alliance.allies.rules.recurring import rhythm_said
from cordee.alliance.allies.views.acting import BOTH, Act, acting
from cordee.alliance.allies.words import STATE
from cordee.alliance.forms import EndForm, PersonForm
from cordee.kernel.findings import Refused
from cordee.people.actions import find_or_add
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.alliance.allies.models import Community
    from cordee.web.requests import Request


@require_safe
def communities(request: Request) -> HttpResponse:
    """Every community: its theme, its hosts, its state."""
    shown = {"page": paginated(request, queries.communities()), "states": STATE}
    return render(request, "allies/communities.html", shown)


def _seen(request: Request, one: Community) -> dict[str, Any]:
    """What the public reads of it; its members its sheets and its resources besides."""
    today = timezone.localdate()
    inside = bool(policy.may_read(request.user, one, at=timezone.now()))
    resources = one.resources.order_by("-on", "-pk")
    rows = queries.gatherings().filter(community=one)
    user = request.user
    return {
        "community": one, "state": STATE[one.state], "items": items(one.agenda),
        "hosts": one.hosts.filter(ends=None).select_related("organisation").order_by("pk"),
        "resources": (resources if inside else resources.filter(collective=True))[:25],
        "inside": inside, "today": today, "page": paginated(request, rows),
        "mine": user.is_authenticated and one.members.filter(
            person__user=user, left_on=None).exists(),
        "findings": [],
    }  # fmt: skip


@require_http_methods([*BOTH])
@guarded(queries.communities, policy.may_see)
def community(request: Request, one: Community) -> HttpResponse:
    """A community: what it is, its next sessions; join it or leave it."""
    if request.method == "POST":
        person = getattr(request.user, "person", None) if request.user.is_authenticated else None
        if person is None:
            return onward(request, reverse("account_login") + f"?next={request.path}")
        try:
            act = actions.quit_community if request.POST.get("act") == "quit" else actions.join
            act(one, person, by=request.user, at=timezone.now())
        except Refused as refusal:
            shown = {**_seen(request, one), "findings": refusal.findings}
            return refused(request, "allies/community.html", shown.pop("findings"), **shown)
        messages.success(request, _("C’est enregistré."))
        return onward(request, "allies:community", one.public_id)
    return render(request, "allies/community.html", _seen(request, one))


@require_http_methods([*BOTH])
@for_team
def keep_communities(request: Request) -> HttpResponse:
    """Every community as the team keeps it, and a new one."""
    now: dict[str, Any] = {"by": request.user, "at": timezone.now()}

    def begin(typed: dict[str, Any]) -> str:
        made = actions.keep_community(**typed, **now)
        return reverse("allies:keep_community", args=[made.public_id])

    acts = {"begin": Act(CommunityForm, begin, {"opened_on": timezone.localdate()})}
    return acting(request, "allies/keep_communities.html", acts, lambda: {
        "page": paginated(request, queries.communities()), "states": STATE,
    })  # fmt: skip


@require_http_methods([*BOTH])
@guarded(queries.communities, policy.may_keep)
def keep_community(request: Request, one: Community) -> HttpResponse:
    """Its words, hosts, members, sessions, resources; its rhythm; its end."""
    now: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    today = timezone.localdate()

    def take_in(typed: dict[str, Any]) -> None:
        who = find_or_add(**typed, **now)
        actions.join(one, who, **now)

    def give_host(typed: dict[str, Any]) -> None:
        body = actions.structure(typed["structure"], **now)
        actions.host(one, body, starts=typed["starts"], **now)

    def plan(typed: dict[str, Any]) -> str:
        made = actions.plan(**typed, community=one, agenda=one.agenda, **now)
        return reverse("allies:gathering", args=[made.public_id])

    acts = {
        "keep": Act(CommunityForm, lambda typed: actions.keep_community(one, **typed, **now),
                    {name: getattr(one, name) for name in CommunityForm.base_fields}),
        "plan": Act(PlanForm, plan, {"title": _("Séance : %(name)s") % {"name": one.label}}),
        "join": Act(PersonForm, take_in),
        "host": Act(HostForm, give_host, {"starts": today}),
        "share": Act(ShareForm, lambda typed: actions.share(one, **typed, **now),
                     {"on": today}),
        "close": Act(CloseForm, lambda typed: actions.close(one, **typed, **now), {"on": today}),
    }  # fmt: skip

    def shown() -> dict[str, Any]:
        found = queries.rhythm(one, date(today.year, 1, 1), today, today)
        return {
            "community": one, "state": STATE[one.state], "rhythm": rhythm_said(*found),
            "page": paginated(request, queries.members(one)),
            "hosts": one.hosts.select_related("organisation").order_by("ends", "pk")[:25],
            "sessions": queries.gatherings().filter(community=one)[:25],
            "resources": one.resources.order_by("-on", "-pk")[:25],
        }  # fmt: skip

    return acting(request, "allies/keep_community.html", acts, shown)


@require_POST
@guarded(queries.communities, policy.may_keep)
def end_host(request: Request, one: Community, host: int) -> HttpResponse:
    """A structure hosts it no more."""
    row = row_or_404(one.hosts.all, pk=host)
    form = EndForm(request.POST, prefix="end")
    if form.is_valid():
        try:
            actions.end_host(row, on=form.cleaned_data["ends"], by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.findings[0].sentence)
    else:
        messages.error(request, _("Dites le dernier jour."))
    return onward(request, "allies:keep_community", one.public_id)


@require_POST
@guarded(queries.communities, policy.may_keep)
def take_out(request: Request, one: Community, member: int) -> HttpResponse:
    """Someone belongs to it no more."""
    row = row_or_404(lambda: one.members.select_related("person"), pk=member)
    actions.quit_community(one, row.person, by=request.user, at=timezone.now())
    return onward(request, "allies:keep_community", one.public_id)
