"""An assembly as its guests read it and answer; then what it held: counts, votes, minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.works import policy
from cordee.alliance.works.actions import assemblies as actions
from cordee.alliance.works.forms import assemblies as forms
from cordee.alliance.works.models import DayReply
from cordee.alliance.works.queries import assemblies as queries
from cordee.alliance.works.queries.workstreams import workstreams
from cordee.alliance.works.rules import assemblies as rules
from cordee.alliance.works.views.acting import BOTH, done, status, tried
from cordee.web.guards import guarded, require_http_methods, require_POST, require_safe

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from cordee.alliance.works.models import Assembly, AssemblyDay
    from cordee.kernel.rights import Right
    from cordee.web.requests import Request


@require_safe
@guarded(queries.assemblies, policy.may_attend)
def assembly(request: Request, assembly: Assembly) -> HttpResponse:
    """Its days, its agenda, its offers; whether one comes; once held, its minutes."""
    return _page(request, assembly, [])


def _page(request: Request, one: Assembly, findings: list[Any] | None) -> HttpResponse:
    today = timezone.localdate()
    said = queries.replies_of(request.user, one)
    ways = dict(DayReply.Way.choices)
    rows = [
        {"day": day, "mine": said.get(day.pk, ""), "count": queries.counted(day),
         "ways": [(key, ways[key]) for key in (*rules.ways(day.mode), rules.NOT_COMING)],
         "open": one.state == "open" and day.on >= today}
        for day in queries.days(one)
    ]  # fmt: skip
    shown = {
        "one": one, "rows": rows, "offers": one.offers.all()[:25], "findings": findings or [],
        "presented": workstreams().filter(assembly=one)[:50],
        "keeps": bool(policy.may_keep(request.user, one, at=timezone.now())),
    }  # fmt: skip
    return render(request, "works/assembly.html", shown, status=status(request, findings))


def _may_answer(user: Any, day: AssemblyDay, *, at: datetime) -> Right:
    return policy.may_attend(user, day.assembly, at=at)


@require_POST
@guarded(queries.every_day, _may_answer, by="pk")
def reply(request: Request, day: AssemblyDay) -> HttpResponse:
    """Say whether one comes to a day, and how."""
    form = forms.ReplyForm(request.POST)
    found = tried(form, lambda typed: actions.reply(
        day, request.user.person, typed["way"], by=request.user, at=timezone.now()
    ))  # fmt: skip
    if found == []:
        return done(request, _("C’est noté."), "works:assembly", day.assembly.public_id)
    unsaid = rules.reply_faults(day.mode, "", day.on, day.on)
    return _page(request, day.assembly, found or unsaid)


@require_http_methods([*BOTH])
@guarded(queries.assemblies, policy.may_keep)
def held(request: Request, assembly: Assembly) -> HttpResponse:
    """What it held: who came by mode, what was voted, its minutes to publish."""
    form = forms.MinutesForm(request.POST or None)
    found: list[Any] | None = []
    if request.method == "POST":
        found = tried(form, lambda typed: actions.close(
            assembly, typed["minutes"], by=request.user, at=timezone.now()))  # fmt: skip
        if found == []:
            said = _("Le compte rendu est publié aux personnes invitées.")
            return done(request, said, "works:assembly", assembly.public_id)
    return _held(request, assembly, found, form=form)


def _held(request: Request, one: Assembly, findings: list[Any] | None, **more: Any) -> HttpResponse:
    rows = [
        {"day": day, "count": queries.counted(day), "past": day.on <= timezone.localdate(),
         "form": forms.CountForm(prefix=f"compte-{day.pk}",
                                 initial={"on_site": day.on_site, "remote": day.remote}),
         "vote": forms.VoteForm(prefix=f"vote-{day.pk}")}
        for day in queries.days(one)
    ]  # fmt: skip
    for row in rows:
        row.update(more.pop("row", {}) if more.get("on") == row["day"] else {})
    shown = {"one": one, "rows": rows, "form": forms.MinutesForm(), "open": one.state != "closed",
             "findings": findings or [], **more}  # fmt: skip
    return render(request, "works/held.html", shown, status=status(request, findings))


@require_POST
@guarded(queries.every_day, policy.may_keep, by="pk")
def count(request: Request, day: AssemblyDay) -> HttpResponse:
    """Write how many came to a day."""
    form = forms.CountForm(request.POST, prefix=f"compte-{day.pk}")
    found = tried(form, lambda typed: actions.count(
        day, **typed, by=request.user, at=timezone.now()))  # fmt: skip
    if found == []:
        return done(request, _("C’est noté."), "works:held", day.assembly.public_id)
    return _held(request, day.assembly, found, on=day, row={"form": form})


@require_POST
@guarded(queries.every_day, policy.may_keep, by="pk")
def vote(request: Request, day: AssemblyDay) -> HttpResponse:
    """Keep a vote."""
    form = forms.VoteForm(request.POST, prefix=f"vote-{day.pk}")
    found = tried(form, lambda typed: actions.vote(
        day, typed.pop("text"), **typed, by=request.user, at=timezone.now()))  # fmt: skip
    if found == []:
        return done(request, _("Le vote est inscrit."), "works:held", day.assembly.public_id)
    return _held(request, day.assembly, found, on=day, row={"vote": form})
