"""The jury in session, led by the team on one screen, followed and voted on every member's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused
from cordee.kernel.speech import heard
from cordee.selection import actions, policy, queries
from cordee.selection.forms_sitting import (
    OUTCOMES,
    BallotForm,
    ObjectionForm,
    PointForm,
    ProxyForm,
    RankForm,
    ReplyForm,
)
from cordee.selection.models import Ballot
from cordee.selection.queries import sittings as reading
from cordee.selection.views.shell import for_juror, seen
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cordee.kernel.findings import Finding
    from cordee.programme.schema.choosing import Stage
    from cordee.selection.models import Juror, Panel, Sitting
    from cordee.selection.queries.sittings import Raised, Screen
    from cordee.web.requests import Request

UNCHANGED = 204
SHOWN = 10
"""Past acts that the page tells."""
EVERYBODY = "tous"
AGENDA = 12
"""Files of the order of discussion on one page: it stays light beside the whole room."""


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(queries.panels, policy.may_run)
def sitting(request: Request, panel: Panel) -> HttpResponse:
    """The sitting under way, or the button that opens one."""
    found = reading.open_sitting(panel)
    if request.method == "POST" and found is None:
        proposal = panel.deliberations.order_by("pk").last()
        actions.open_sitting(panel, deliberation=proposal, by=request.user, at=timezone.now())
        return onward(request, "selection:sitting", panel.public_id)
    if found is None:
        past = panel.sittings.exclude(closed_at=None).order_by("-pk")
        context = seen(panel, "sitting", page=paginated(request, past))
        return render(request, "selection/team/sittings.html", context)
    return _sitting(request, panel, found)


def _sitting(
    request: Request,
    panel: Panel,
    found: Sitting,
    forms: dict[str, Any] | None = None,
    findings: list[Finding] | None = None,
) -> HttpResponse:
    now = timezone.now()
    shown = reading.screen(found, now)
    agenda = reading.agenda(found, shown.room)
    proxies = reading.composition(panel)
    raised = reading.objections_of(found)
    by_proxy = bool(proxies and proxies.proxies_per_member)
    asked = _forms(shown, raised, by_proxy=by_proxy)
    context = seen(
        panel,
        "sitting",
        shown=shown,
        page=paginated(request, agenda, per_page=AGENDA),
        casting=bool(proxies and proxies.casting_vote),
        told=told(found),
        raised=raised,
        findings=findings or [],
        **(asked | (forms or {})),
    )
    failed = bool(findings or forms)
    return render(request, "selection/team/sitting.html", context, status=422 if failed else 200)


def _forms(shown: Any, raised: list[Any], *, by_proxy: bool) -> dict[str, Any]:
    """What may be typed during a sitting, about the file on the screen."""
    here = str(shown.deposit.public_id) if shown.deposit else ""
    about = [(here, shown.name)] if here else []
    jurors = [(str(one.public_id), str(one)) for one in shown.members if one.voting]
    return {
        "objection": ObjectionForm(
            [(str(one.public_id), str(one)) for one in shown.members],
            about,
            prefix="objection",
            initial={"deposit": here},
        ),
        "reply": ReplyForm(_numbered(raised), prefix="reponse") if raised else None,
        "point": PointForm(about, prefix="point", initial={"deposit": here}),
        "ballot": BallotForm(about, prefix="scrutin", initial={"deposit": here}),
        "rank": RankForm(about, prefix="rang", initial={"deposit": here}) if here else None,
        "proxy": ProxyForm(jurors, prefix="pouvoir") if by_proxy else None,
    }


def told(found: Sitting) -> list[str]:
    """The last acts, the latest first, in words."""
    rows = found.proceedings.exclude(kind="ranking").select_related(
        "juror__person", "other__person", "deposit"
    )
    return [_said(one, queries.stage_of(found.panel)) for one in rows.order_by("-pk")[:SHOWN]]


def _said(one: Any, stage: Stage) -> str:
    who = " → ".join(str(each) for each in (one.juror, one.other) if each)
    what = queries.name_of(one.deposit, stage) if one.deposit else ""
    if one.kind == "discuss" and not what:
        return _("fin de la discussion")
    if one.kind == "reply":
        what = heard(OUTCOMES[one.data["outcome"]])
    more = one.data.get("text") or one.data.get("reason") or ""
    if one.kind == "counted":
        more = heard(actions.sittings.said_count(one.data))
    return ", ".join(filter(None, (one.get_kind_display(), who, what, more)))


@require_safe
@guarded(queries.panels, policy.may_run)
def room(request: Request, panel: Panel) -> HttpResponse:
    """What moved in the room since the screen was drawn, for the page that follows it."""
    found = row_or_404(panel.sittings.all, pk=getattr(reading.open_sitting(panel), "pk", 0))
    found.panel = panel
    return _live(request, reading.screen(found, timezone.now()), "selection/parts/room.html")


def _live(request: Request, shown: Screen, template: str, **more: Any) -> HttpResponse:
    if request.GET.get("vu") == shown.stamp:
        return HttpResponse(status=UNCHANGED)
    context = {"shown": shown, "panel": shown.sitting.panel, **more}
    return render(request, template, context)


def _juror(panel: Panel, key: str) -> Juror:
    found: Juror = row_or_404(lambda: panel.jurors.select_related("person"), public_id=key)
    return found


def _come(request: Request, panel: Panel, found: Sitting) -> None:
    comes, now = request.POST.get("arrive", ""), timezone.now()
    if comes == EVERYBODY:
        for one in reading.absent(found, now):
            actions.attend(found, one, present=True, by=request.user, at=now)
        return
    juror = _juror(panel, comes or request.POST.get("part", ""))
    actions.attend(found, juror, present=bool(comes), by=request.user, at=now)


def _discuss(request: Request, panel: Panel, found: Sitting) -> None:
    deposit = reading.file_in(panel, key) if (key := _key(request.POST.get("dossier"))) else None
    actions.discuss(found, deposit, by=request.user, at=timezone.now())


def _point(request: Request, panel: Panel, found: Sitting) -> dict[str, Any]:
    form = PointForm(_files(panel), request.POST, prefix="point")
    if not form.is_valid():
        return {"point": form}
    asked = form.cleaned_data
    actions.note(
        found, asked["text"], deposit=_file(panel, asked["deposit"]), by=request.user,
        at=timezone.now(),
    )  # fmt: skip
    return {}


def _objection(request: Request, panel: Panel, found: Sitting) -> dict[str, Any]:
    seated = [(str(one.public_id), str(one)) for one in reading.members(panel, timezone.now())]
    form = ObjectionForm(seated, _files(panel), data=request.POST, prefix="objection")
    if not form.is_valid():
        return {"objection": form}
    asked = form.cleaned_data
    actions.make_objection(
        found, _juror(panel, asked["author"]), asked["text"],
        deposit=_file(panel, asked["deposit"]), by=request.user, at=timezone.now(),
    )  # fmt: skip
    return {}


def _reply(request: Request, panel: Panel, found: Sitting) -> dict[str, Any]:  # noqa: ARG001 - one shape for all acts
    known = _numbered(reading.objections_of(found))
    form = ReplyForm(known, request.POST, prefix="reponse")
    if not form.is_valid():
        return {"reply": form}
    asked = form.cleaned_data
    actions.answer_objection(
        found, int(asked["objection"]), asked["text"], outcome=asked["outcome"], by=request.user,
        at=timezone.now(),
    )  # fmt: skip
    return {}


def _numbered(raised: Iterable[Raised]) -> list[tuple[str, str]]:
    """Objections as a list to choose from; those that wait for an answer first."""
    waiting = sorted(raised, key=lambda one: bool(one.answer))
    return [(str(one.id), f"n°\u00a0{one.number}, {one.juror}") for one in waiting]


def _rank(request: Request, panel: Panel, found: Sitting) -> dict[str, Any]:
    form = RankForm(_files(panel), request.POST, prefix="rang")
    if not form.is_valid():
        return {"rank": form}
    asked, deposit = form.cleaned_data, _file(panel, form.cleaned_data["deposit"])
    if deposit is not None:
        actions.rank(
            found, deposit, asked["place"], reason=asked["reason"], by=request.user,
            at=timezone.now(),
        )  # fmt: skip
    return {}


def _proxy(request: Request, panel: Panel, found: Sitting) -> dict[str, Any]:
    seated = [(str(one.public_id), str(one)) for one in reading.members(panel, timezone.now())]
    form = ProxyForm(seated, request.POST, prefix="pouvoir")
    if not form.is_valid():
        return {"proxy": form}
    asked = form.cleaned_data
    holder = _juror(panel, asked["holder"]) if asked["holder"] else None
    actions.give_proxy(
        found, _juror(panel, asked["giver"]), holder, by=request.user, at=timezone.now()
    )
    return {}


def _open_ballot(request: Request, panel: Panel, found: Sitting) -> dict[str, Any]:
    form = BallotForm(_files(panel), request.POST, prefix="scrutin")
    if not form.is_valid():
        return {"ballot": form}
    asked = form.cleaned_data
    actions.put_to_vote(
        found, asked["question"], deposit=_file(panel, asked["deposit"]), into=asked["into"],
        secret=asked["secret"], by=request.user, at=timezone.now(),
    )  # fmt: skip
    return {}


def _count(request: Request, panel: Panel, found: Sitting) -> None:  # noqa: ARG001 - one shape for all acts
    ballot = reading.open_ballot(found)
    if ballot is not None:
        casting = request.POST.get("preponderante", "")
        actions.count(ballot, casting=casting, by=request.user, at=timezone.now())


def _close(request: Request, panel: Panel, found: Sitting) -> None:  # noqa: ARG001 - one shape for all acts
    actions.close_sitting(found, by=request.user, at=timezone.now())


ACTS: dict[str, Callable[..., dict[str, Any] | None]] = {
    "presence": _come,
    "discussion": _discuss,
    "point": _point,
    "objection": _objection,
    "reponse": _reply,
    "rang": _rank,
    "pouvoir": _proxy,
    "scrutin": _open_ballot,
    "decompte": _count,
    "lever": _close,
}


def _key(typed: object) -> str:
    """A public id as typed, or nothing when it is not one."""
    text = str(typed or "").replace("-", "")
    return text if len(text) == 32 and text.isalnum() and text.isascii() else ""  # noqa: PLR2004 - the length of a UUID in hex


def _file(panel: Panel, key: str) -> Any:
    return reading.file_in(panel, key) if key else None


def _files(panel: Panel) -> list[tuple[str, str]]:
    stage = queries.stage_of(panel)
    return [(str(one.public_id), queries.name_of(one, stage)) for one in queries.files(panel)]


@require_POST
@guarded(queries.panels, policy.may_run)
def act(request: Request, panel: Panel, verb: str) -> HttpResponse:
    """Write one act of the sitting; a refusal shows on the page, with what was typed."""
    found = reading.open_sitting(panel)
    if found is None or verb not in ACTS:
        raise Http404
    try:
        refused = ACTS[verb](request, panel, found)
    except Refused as refusal:
        return _sitting(request, panel, found, findings=refusal.findings)
    if refused:
        return _sitting(request, panel, found, refused)
    return onward(request, "selection:sitting", panel.public_id)


@require_safe
@for_juror
def follow(request: Request, juror: Juror) -> HttpResponse:
    """The sitting on a member's screen; a file she left is never named there."""
    found = reading.open_sitting(juror.panel)
    context: dict[str, Any] = {"panel": juror.panel, "juror": juror, "shown": None, "findings": []}
    context["typed"] = ""
    if found is not None:
        context |= _hers(juror, reading.screen(found, timezone.now()))
    if request.headers.get("HX-Request") and found is not None:
        return _live(request, context.pop("shown"), "selection/parts/seat.html", **context)
    return render(request, "selection/sitting.html", context)


def _hers(juror: Juror, shown: Screen) -> dict[str, Any]:
    """What a member may see: the file and the ballot unless she withdrew, her voices to give."""
    deposit = shown.deposit if reading.may_see(juror, shown.deposit) else None
    ballot = shown.ballot
    if ballot is not None and not reading.may_see(juror, ballot.deposit):
        ballot = None
    return {
        "shown": shown,
        "juror": juror,
        "deposit": deposit,
        "outside": shown.deposit is not None and deposit is None,
        "ballot": ballot,
        "voices": reading.voices_asked(juror, shown) if ballot is not None else [],
        "there": juror.pk in shown.room.present,
        "opened": deposit is not None and deposit.pk in reading.hers(juror),
        "raised": [one for one in reading.objections_of(shown.sitting) if one.juror == juror],
    }


@require_POST
@for_juror
def object_to(request: Request, juror: Juror) -> HttpResponse:
    """Object in session from one's own screen (R219); never to a file that one left."""
    found = row_or_404(
        juror.panel.sittings.all, pk=getattr(reading.open_sitting(juror.panel), "pk", 0)
    )
    deposit = _file(juror.panel, _key(request.POST.get("dossier")))
    if not reading.may_see(juror, deposit):
        raise Http404
    try:
        actions.make_objection(
            found, juror, request.POST.get("texte", ""), deposit=deposit, by=request.user,
            at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return _refused(request, juror, refusal)
    messages.success(request, _("Votre objection est au procès-verbal ; la réponse y sera aussi."))
    return onward(request, "selection:sitting_seat", juror.panel.public_id)


def _refused(request: Request, juror: Juror, refusal: Refused) -> HttpResponse:
    """Her screen again, with why, and what she had typed."""
    found = reading.open_sitting(juror.panel)
    context: dict[str, Any] = {"panel": juror.panel, "juror": juror, "shown": None}
    if found is not None:
        context |= _hers(juror, reading.screen(found, timezone.now()))
    context |= {"findings": refusal.findings, "typed": request.POST.get("texte", "")}
    return render(request, "selection/sitting.html", context, status=422)


@require_POST
@for_juror
def vote(request: Request, juror: Juror, ballot: str) -> HttpResponse:
    """Answer the ballot under way, for oneself or for who gave her proxy."""
    rows = Ballot.objects.filter(sitting__panel=juror.panel).select_related("deposit", "sitting")
    asked = row_or_404(lambda: rows, public_id=ballot)
    if not reading.may_see(juror, asked.deposit):
        raise Http404
    for_whom = _juror(juror.panel, _key(request.POST.get("voix")) or str(juror.public_id))
    try:
        actions.vote(
            asked, for_whom, request.POST.get("reponse", ""), voter=juror, by=request.user,
            at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return _refused(request, juror, refusal)
    messages.success(request, _("Votre voix est enregistrée."))
    return onward(request, "selection:sitting_seat", juror.panel.public_id)
