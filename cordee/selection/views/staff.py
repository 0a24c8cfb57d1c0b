"""The team and a jury: open it, seat it, follow it, see where the files stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.calls.models import Edition
from cordee.kernel.findings import Refused
from cordee.kernel.french import unaccented
from cordee.people.actions.invitations import invite
from cordee.people.actions.organisations import keep_organisation
from cordee.people.guards import for_team
from cordee.people.models import Invitation, Organisation
from cordee.people.models.seats import Role
from cordee.selection import actions, queries
from cordee.selection.forms import InviteForm, RecusalForm
from cordee.selection.models import Juror, Recusal
from cordee.selection.rules import Sitting, composition
from cordee.selection.rules.public import is_public
from cordee.selection.rules.votes import by_voices
from cordee.selection.views.shell import led, seen
from cordee.web.components import paginated
from cordee.web.files.serving import table_file
from cordee.web.guards import (
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from cordee.kernel.findings import Finding
    from cordee.programme.schema import choosing
    from cordee.selection.models import Panel
    from cordee.web.requests import Request

ORDERS = ("mean", "spread", "readers")


@require_safe
@for_team
def panels(request: Request) -> HttpResponse:
    """Every call that is or can be judged: its panels, and the stages to open."""
    now = timezone.now()
    rows = (
        Edition.objects.published()
        .exclude(current=None)
        .filter(closes_at__lte=now)
        .select_related("current")
        .prefetch_related("panels")
        .listed()
    )
    page = paginated(request, rows)
    shown = [
        (one, _stages(one), one.results_at is not None and one.results_at <= now)
        for one in page.object_list
    ]
    return render(request, "selection/team/panels.html", {"page": page, "rows": shown})


def _stages(edition: Edition) -> list[tuple[choosing.Stage, Panel | None]]:
    known = {one.stage: one for one in edition.panels.all()}
    return [(stage, known.get(stage.key)) for stage in edition.definition.stages]


@require_POST
@for_team
def open_panel(request: Request, key: str, stage: str) -> HttpResponse:
    """Open the panel of a stage."""
    edition = row_or_404(lambda: Edition.objects.select_related("current"), key=key)
    made = actions.open_panel(edition, stage, by=request.user, at=timezone.now())
    messages.success(request, _("Le jury est ouvert. Invitez maintenant ses membres."))
    return onward(request, "selection:members", made.public_id)


@require_safe
@led
def follow(request: Request, panel: Panel) -> HttpResponse:
    """How far each juror is, and which files lack readings."""
    rows = queries.progress(panel, timezone.now())
    standing = queries.ranking(panel, by="readers")
    context = seen(
        panel,
        "follow",
        page=paginated(request, rows),
        total=len(standing),
        past=panel.bypasses.count() if queries.stage_of(panel).when else 0,
        enough=sum(one.enough for one in standing),
        cast=sum(one.juror.voting and one.files > 0 and one.left == 0 for one in rows),
        least=[one for one in standing if not one.enough][:10],
        undeclared=sum(one.juror.declared_at is None for one in rows),
        ruling=queries.ruling_of(panel),
        proposed=panel.closed_at is not None and panel.deliberations.exists(),
        public=is_public(queries.stage_of(panel)),
    )
    return render(request, "selection/team/follow.html", context)


@require_POST
@led
def close(request: Request, panel: Panel) -> HttpResponse:
    """Close the marks."""
    actions.close_marks(panel, by=request.user, at=timezone.now())
    voted = by_voices(queries.stage_of(panel))
    messages.success(request, _("Le vote est clos.") if voted else _("Les notes sont closes."))
    return onward(request, "selection:follow", panel.public_id)


@require_POST
@led
def reopen(request: Request, panel: Panel) -> HttpResponse:
    """Open the marks again."""
    actions.reopen_marks(panel, by=request.user, at=timezone.now())
    voted = by_voices(queries.stage_of(panel))
    said = _("Le vote est rouvert.") if voted else _("Les notes sont rouvertes.")
    messages.success(request, said)
    return onward(request, "selection:follow", panel.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@led
def members(request: Request, panel: Panel) -> HttpResponse:
    """Who sits, who is invited, who withdrew from what."""
    form = InviteForm(composition_of(panel), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _invite(request, panel, form.cleaned_data)
        except Refused as refusal:
            return _members(request, panel, invitation=form, findings=refusal.findings)
        messages.success(request, _("L’invitation est partie."))
        return onward(request, "selection:members", panel.public_id)
    return _members(request, panel, invitation=form)


def composition_of(panel: Panel) -> choosing.Panel | None:
    """What the definition says of who sits."""
    key = queries.stage_of(panel).panel
    return next((one for one in panel.edition.definition.panels if one.key == key), None)


def _invite(request: Request, panel: Panel, asked: dict[str, Any]) -> None:
    now = timezone.now()
    invite(
        asked["email"],
        Role.JUROR,
        scope=panel.edition,
        organisation=organisation_named(request, asked["organisation"]),
        details={
            "panel": str(panel.public_id),
            "seat": asked.get("seat", ""),
            "part": asked["part"] or Juror.Part.MEMBER,
            "voting": asked["voting"],
            "president": asked["president"],
            "label": f"{panel.label} – {panel.edition.title}",
        },
        by=request.user,
        at=now,
    )


def organisation_named(request: Request, name: str) -> Organisation | None:
    """The organisation of that name, made if nobody knows it yet."""
    name = " ".join(name.replace("\0", " ").split())
    if not name:
        return None
    for found in Organisation.objects.filter(sort_key__startswith=unaccented(name)).order_by("pk"):
        if unaccented(found.name) == unaccented(name):
            return found
    made = Organisation(name=name, kind="autre")
    return keep_organisation(made, by=request.user, at=timezone.now())


def told(panel: Panel, at: datetime) -> list[Finding]:
    """Whether a panel is made as its call says."""
    running = panel.jurors.exclude(ends__lte=at).exclude(part=Juror.Part.TEAM)
    people = [
        Sitting(
            name=str(one),
            seat=one.seat,
            institution=one.organisation.name if one.organisation else "",
            voting=one.voting,
            member=one.part == Juror.Part.MEMBER,
            president=one.president,
            substitute=one.stands_for_id is not None,
            declared=one.declared_at is not None,
        )
        for one in running.select_related("person", "organisation").order_by("pk")
    ]
    return composition(composition_of(panel), people, readers=queries.stage_of(panel).min_reviews)


def _members(
    request: Request,
    panel: Panel,
    *,
    invitation: InviteForm | None = None,
    recusal: RecusalForm | None = None,
    findings: list[Finding] | None = None,
) -> HttpResponse:
    now = timezone.now()
    everybody = panel.jurors.select_related("person", "organisation", "stands_for__person")
    jurors = list(everybody.exclude(part=Juror.Part.TEAM).order_by("pk"))
    recusals = (
        Recusal.objects.filter(juror__panel=panel)
        .exclude(application__in=panel.without)
        .select_related("juror__person", "application")
        .order_by("lifted_at", "juror", "pk")
    )
    waiting = Invitation.objects.pending(now).somewhere(panel.edition).filter(role=Role.JUROR)
    context = seen(
        panel,
        "members",
        jurors=paginated(request, jurors),
        composed=told(panel, now),
        now=now,
        recusals=list(recusals[:200]),
        invitations=list(waiting.order_by("sent", "pk")[:50]),
        form=invitation or InviteForm(composition_of(panel)),
        drawn=any(one.drawn for one in jury.seats) if (jury := composition_of(panel)) else False,
        recusal_form=recusal or _recusal_form(panel, jurors),
        findings=findings or [],
    )
    failed = bool(findings) or any(one.is_bound for one in (invitation, recusal) if one)
    return render(request, "selection/team/members.html", context, status=422 if failed else 200)


def _recusal_form(panel: Panel, jurors: list[Juror], data: Any = None) -> RecusalForm:
    deposits = [
        (str(one.public_id), one.application.body_name)
        for one in queries.files(panel).order_by("application__body_name", "pk")
    ]
    seated = [(str(one.public_id), str(one)) for one in jurors if one.ends is None]
    return RecusalForm(seated, deposits, data, prefix="deport")


@require_POST
@led
def recuse(request: Request, panel: Panel) -> HttpResponse:
    """Record a withdrawal that the team saw."""
    jurors = list(panel.jurors.select_related("person").order_by("pk"))
    form = _recusal_form(panel, jurors, request.POST)
    if not form.is_valid():
        return _members(request, panel, recusal=form)
    asked = form.cleaned_data
    actions.recuse(
        row_or_404(panel.jurors.all, public_id=asked["juror"]),
        row_or_404(lambda: queries.files(panel), public_id=asked["deposit"]).application,
        reason=asked["reason"],
        source=Recusal.Source.STAFF,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("Le déport est enregistré."))
    return onward(request, "selection:members", panel.public_id)


@require_POST
@led
def lift(request: Request, panel: Panel, recusal: int) -> HttpResponse:
    """Undo a withdrawal made by mistake."""
    found = row_or_404(lambda: _recusals(panel), pk=recusal)
    actions.lift(found, by=request.user, at=timezone.now())
    messages.success(request, _("Le déport est levé."))
    return onward(request, "selection:members", panel.public_id)


@require_POST
@led
def confirm_recusal(request: Request, panel: Panel, recusal: int) -> HttpResponse:
    """Take note of a withdrawal declared after the interests were."""
    found = row_or_404(lambda: _recusals(panel), pk=recusal)
    actions.confirm_recusal(found, by=request.user, at=timezone.now())
    messages.success(request, _("Le déport est confirmé ; le procès-verbal le dira."))
    return onward(request, "selection:members", panel.public_id)


def _recusals(panel: Panel) -> QuerySet[Recusal]:
    return Recusal.objects.filter(juror__panel=panel).exclude(application__in=panel.without)


@require_POST
@led
def unseat(request: Request, panel: Panel, juror: str) -> HttpResponse:
    """End someone's seat on the panel."""
    found = row_or_404(lambda: panel.jurors.select_related("person"), public_id=juror)
    kept = "garder" in request.POST
    actions.unseat(found, keep_marks=kept, by=request.user, at=timezone.now())
    said = _("Ce siège est terminé ; ses notes ne comptent plus.")
    messages.success(request, _("Ce siège est terminé ; ses notes restent.") if kept else said)
    return onward(request, "selection:members", panel.public_id)


@require_safe
@led
def ranking(request: Request, panel: Panel) -> HttpResponse:
    """Where each file stands; the disputed ones first on demand."""
    order = request.GET.get("ordre", "mean")
    order = order if order in ORDERS else "mean"
    rows = queries.ranking(panel, by=order)
    context = seen(panel, "ranking", page=paginated(request, rows), order=order)
    return render(request, "selection/team/ranking.html", context)


@require_safe
@led
def export(_request: Request, panel: Panel) -> HttpResponse:
    """The ranking as CSV."""
    return table_file(_lines(panel), "classement")


def _lines(panel: Panel) -> Iterator[list[Any]]:
    if by_voices(queries.stage_of(panel)):
        yield [_("rang"), _("structure"), _("département"), _("nombre de voix"), _("votants")]
        for one in queries.ranking(panel):
            many = one.standing.evaluations
            yield [one.rank or "", one.name, one.department, one.mean, many]
        return
    yield [
        _("rang"),
        _("structure"),
        _("département"),
        _("moyenne"),
        _("lectures"),
        _("écart"),
        _("abstentions"),
    ]
    for one in queries.ranking(panel):
        standing = one.standing
        yield [one.rank or "", one.name, one.department, one.mean, standing.evaluations,
               one.spread, standing.abstentions]  # fmt: skip
