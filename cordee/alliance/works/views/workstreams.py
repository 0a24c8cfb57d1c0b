"""Workstreams as everybody reads them, and as allies propose and write them (R224)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cordee.alliance.works import policy
from cordee.alliance.works.actions import workstreams as actions
from cordee.alliance.works.forms import workstreams as forms
from cordee.alliance.works.queries import workstreams as queries
from cordee.alliance.works.queries.assemblies import attended
from cordee.alliance.works.rules import workstreams as rules
from cordee.alliance.works.views.acting import BOTH, done, status, tried
from cordee.journeys.audiences import reader
from cordee.people.models import Organisation
from cordee.reactions import LINEAGE
from cordee.web.components import paginated
from cordee.web.files.serving import served
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
    signed_in,
)

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from cordee.alliance.works.models import WorkOutput, Workstream
    from cordee.people.models import User
    from cordee.web.requests import Request


@require_safe
def public(request: Request) -> HttpResponse:
    """The workstreams of the alliance, by theme, for anyone."""
    over = request.GET.get("etat") == "clos"
    themes = list(queries.themes_shown())
    asked = request.GET.get("theme", "")
    theme = next((one for one in themes if str(one.public_id) == asked), None)
    found = queries.shown(str(theme.public_id) if theme else "", over=over)
    user, now = request.user, timezone.now()
    proposes = user.is_authenticated and bool(policy.may_propose(user, now))
    shown: dict[str, Any] = {
        **(_for_allies(user, now) if proposes else {}),
        "page": paginated(request, found), "themes": themes, "theme": theme, "over": over,
        "frame": queries.frame_of(timezone.localdate(now)),
        "proposes": proposes,
    }  # fmt: skip
    return render(request, "works/public.html", shown)


def _for_allies(user: User, now: datetime) -> dict[str, Any]:
    """What allies find there besides: workstreams to come, the latest assemblies."""
    who = reader(user, now)
    return {
        "coming": queries.coming(who.person, staff=who.staff)[:25],
        "assemblies": attended(who.person, staff=who.staff)[:5],
    }


@require_http_methods([*BOTH])
@signed_in
def propose(request: Request) -> HttpResponse:
    """Propose a workstream: the criteria first, then what is typed."""
    now = timezone.now()
    right = policy.may_propose(request.user, now)
    if not right:
        raise PermissionDenied(right.reason)
    frame = queries.frame_of(timezone.localdate(now))
    if frame is None:
        return render(request, "works/propose.html", {"frame": None})
    form = forms.ProposeForm(request.POST or None)
    made: list[Workstream] = []

    def act(_typed: dict[str, Any]) -> None:
        facts = form.facts()
        leader = request.user.person if facts.pop("leads") else None
        made.append(actions.propose(frame, **facts, leader=leader, by=request.user, at=now))

    findings = tried(form, act) if request.method == "POST" else []
    if made:
        said = _("Votre chantier est noté. Voici ce qui lui manque encore pour être lancé.")
        return done(request, said, "works:workstream", made[0].public_id)
    shown = {"form": form, "frame": frame, "findings": findings or []}
    return render(request, "works/propose.html", shown, status=status(request, findings))


@require_safe
@guarded(queries.workstreams, policy.may_read)
def workstream(request: Request, workstream: Workstream) -> HttpResponse:
    """One workstream: what it wants, who carries it, what it made, what is objected."""
    return detail(request, workstream)


def detail(
    request: Request, one: Workstream, findings: list[Any] | None = None, **more: Any
) -> HttpResponse:
    """The page of a workstream, with what whoever looks may do there."""
    user, now = request.user, timezone.now()
    writes = bool(user.is_authenticated and policy.may_write(user, one, at=now))
    steers = bool(user.is_authenticated and policy.may_steer(user, one, at=now))
    inside = user.is_authenticated and (steers or policy.allied(user, now))
    shown: dict[str, Any] = {
        "one": one, "goals": one.goals.all(), "inside": inside, "writes": writes,
        "steers": steers, "alive": one.state in rules.ALIVE, "findings": findings or [],
        "outputs": queries.made_by(one)[:50],
        "origins": [origin for path in LINEAGE for origin in import_string(path)(one)],
        "allies": list(queries.allies(one)[:100]),
        **(_inside(one, user) if inside else {}), **more,
    }  # fmt: skip
    failed = request.method == "POST"
    return render(request, "works/workstream.html", shown, status=422 if failed else 200)


def _inside(one: Workstream, user: User) -> dict[str, Any]:
    """What allies read and may do besides."""
    others = queries.workstreams().filter(state__in=rules.ALIVE).exclude(pk=one.pk)
    own = next((each for each in queries.allies(one) if each.person.user_id == user.pk), None)
    return {
        "mine": own,
        "absorbed": list(one.merged.order_by("title", "pk")[:25]),
        "prerequisites": rules.prerequisites(queries.sketch(one)) if not one.launched_on else [],
        "objections": list(queries.objections(one)[:50]),
        "supports": list(queries.supports(one)),
        "reviews": list(one.reviews.select_related("frame")[:10]),
        "reason": forms.ReasonForm(prefix="objection"),
        "objecting": forms.ObjectionForm(prefix="entendue"),
        "answering": forms.AnswerForm(others, prefix="reponse"),
        "answered": 0,
        "ally": forms.AllyForm(prefix="allie"),
        "output": forms.OutputForm(prefix="production"),
        "delivering": forms.DeliverForm(prefix="paru"),
        "delivered": 0,
        "presenting": forms.PresentForm(prefix="presente"),
        "ending": forms.EndForm(others, prefix="fin"),
        "reviewing": forms.ReviewForm(prefix="revue"),
    }


@require_safe
@guarded(queries.outputs, policy.may_read_output)
def output_file(_request: Request, output: WorkOutput) -> HttpResponse:
    """The document of an output, always downloaded."""
    found = row_or_404(lambda: output.files.filter(removed_at=None))
    return served(found.content, found.name, found.media_type)


@require_http_methods([*BOTH])
@guarded(queries.workstreams, policy.may_write)
def rewrite(request: Request, workstream: Workstream) -> HttpResponse:
    """Write a workstream anew; its prerequisites are told beside the form."""
    known = forms.WorkstreamForm.known(workstream) if request.method != "POST" else None
    form = forms.WorkstreamForm(request.POST or None, initial=known)
    now = timezone.now()
    findings: list[Any] | None = []
    if request.method == "POST":
        findings = tried(form, lambda _typed: actions.rewrite(
            workstream, **form.facts(), by=request.user, at=now))  # fmt: skip
    if request.method == "POST" and findings == []:
        return done(request, _("C’est enregistré."), "works:workstream", workstream.public_id)
    shown = {
        "one": workstream, "form": form, "findings": findings or [],
        "prerequisites": rules.prerequisites(queries.sketch(workstream)),
    }  # fmt: skip
    return render(request, "works/rewrite.html", shown, status=status(request, findings))


@require_POST
@guarded(queries.workstreams, policy.may_join)
def join(request: Request, workstream: Workstream) -> HttpResponse:
    """Take part, for one's structure when one has a seat there."""
    now, person = timezone.now(), request.user.person
    own = Organisation.objects.filter(seats__in=person.seats.current(now)).order_by("pk").first()
    if not workstream.allies.filter(person=person, left=None).exists():
        actions.join(workstream, person, organisation=own, by=request.user, at=now)
    return done(request, _("Vous prenez part à ce chantier."), "works:workstream",
                workstream.public_id)  # fmt: skip


@require_POST
@guarded(queries.workstreams, policy.may_read)
def leave(request: Request, workstream: Workstream, ally: int) -> HttpResponse:
    """Leave a workstream, or write down that someone left."""
    row = row_or_404(lambda: queries.allies(workstream), pk=ally)
    own = request.user.is_authenticated and row.person.user_id == request.user.pk
    right = policy.may_write(request.user, workstream, at=timezone.now())
    if not own and not right:
        raise PermissionDenied(right.reason)
    actions.leave(row, by=request.user, at=timezone.now())
    return onward(request, "works:workstream", workstream.public_id)
