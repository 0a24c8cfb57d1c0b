"""Reading and marking: a file beside its grid, one mark at a time, the whole grid at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications.files.serving import download
from cordee.applications.models import Attachment
from cordee.applications.queries.references import letters
from cordee.kernel import french
from cordee.kernel.findings import Refused
from cordee.kernel.speech import heard
from cordee.selection import actions, policy, queries
from cordee.selection.forms import Given, read_mark, rows
from cordee.selection.models import Juror as Seat
from cordee.selection.models import Reading, Remark
from cordee.selection.packets.nameless import nameless
from cordee.selection.queries import replies
from cordee.selection.reading import attached, read_file, sources, unnamed
from cordee.selection.rules import scale_of
from cordee.selection.rules.votes import is_vote
from cordee.selection.views.shell import for_juror, for_reader
from cordee.web.components import paginated, told
from cordee.web.guards import onward, require_http_methods, require_POST, require_safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cordee.applications.models import Deposit
    from cordee.kernel.findings import Finding
    from cordee.programme.schema.choosing import Criterion, Stage
    from cordee.selection.forms import Row
    from cordee.selection.models import Juror, Mark
    from cordee.web.requests import Request

GRID_FILES = 6
"""Files on a page of the grid: more would no longer be a sober page (EcoIndex A)."""
THREAD = 50
"""Remarks shown beside a file."""


def sure_of(typed: str) -> int | None:
    """A degree of confidence as it was sent; nothing, or a degree that does not exist."""
    return (int(typed) if typed.isdecimal() and len(typed) == 1 else 0) if typed else None


def _criteria(juror: Juror, deposit: Deposit) -> list[Criterion]:
    return queries.asked(deposit, queries.stage_of(juror.panel))


def _typed(
    juror: Juror, deposit: Deposit, sent: Mapping[str, str], *, prefix: str = ""
) -> dict[str, Given]:
    """What was sent for each criterion that the page held."""
    stage, definition = queries.stage_of(juror.panel), deposit.version.definition
    return {
        one.key: read_mark(scale_of(definition, stage, one), sent, f"{prefix}{one.key}")
        for one in _criteria(juror, deposit)
        if f"mot-{prefix}{one.key}" in sent or f"note-{prefix}{one.key}" in sent
    }


def _keep(request: Request, juror: Juror, deposit: Deposit, key: str, given: Given) -> None:
    """Write one criterion; a faulty mark is refused, its comment is kept all the same."""
    now = timezone.now()
    if given.empty:
        actions.erase(juror, deposit, key, by=request.user, at=now)
    elif given.stands or (given.comment and not given.faults):
        actions.mark(
            juror, deposit, key, given.value, comment=given.comment, given=given.stands,
            by=request.user, at=now,
        )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader
def file(request: Request, juror: Juror, deposit: Deposit) -> HttpResponse:
    """The frozen file beside the grid; without JavaScript the whole grid is saved at once."""
    if request.method != "POST":
        return _file(request, juror, deposit)
    typed = _typed(juror, deposit, request.POST)
    faults: list[Finding] = [one for given in typed.values() for one in given.faults]
    try:
        for key, given in typed.items():
            _keep(request, juror, deposit, key, given)
        if "assurance" in request.POST:
            sure = request.POST["assurance"]
            actions.be_sure(juror, deposit, sure_of(sure), at=timezone.now())
    except Refused as refusal:
        return _file(request, juror, deposit, typed, refusal.findings)
    if faults:
        return _file(request, juror, deposit, typed, faults)
    if "next" in request.POST:
        return _go_on(request, juror, deposit)
    messages.success(request, _("Vos notes sont enregistrées."))
    return onward(request, "selection:file", juror.panel.public_id, deposit.public_id)


def _page(juror: Juror, deposit: Deposit) -> str:
    """The address of a file; its fragment is said, else the browser keeps that of the last grid."""
    return reverse("selection:file", args=[juror.panel.public_id, deposit.public_id])


def _go_on(request: Request, juror: Juror, deposit: Deposit) -> HttpResponse:
    """To the next file that she has not marked whole; to her summary when none is left."""
    rows = queries.unfinished(juror).exclude(pk=deposit.pk)
    following = rows.first()
    if following is not None:
        left = french.plural(rows.count(), "dossier")
        said = french.strung(french.say("Vos notes sont enregistrées."),
                             french.say("Il vous reste {left} à noter.", left=left))  # fmt: skip
        messages.success(request, heard(said))
        return onward(request, f"{_page(juror, following)}#messages")
    messages.success(request, _("Vos notes sont enregistrées. Voici où en sont tous vos dossiers."))
    return onward(request, "selection:panel", juror.panel.public_id)


def _file(
    request: Request,
    juror: Juror,
    deposit: Deposit,
    typed: Mapping[str, Given] | None = None,
    findings: list[Finding] | None = None,
) -> HttpResponse:
    stage = queries.stage_of(juror.panel)
    own = {key[1]: made for key, made in queries.own_marks(juror, [deposit]).items()}
    reading = read_file(deposit, stage, letters(deposit))
    team = [] if stage.blind else deposit.team
    context: dict[str, Any] = {
        "juror": juror,
        "panel": juror.panel,
        "deposit": deposit,
        "stage": stage,
        "name": queries.name_of(deposit, stage),
        "reading": reading,
        "team": team,
        "attachments": attached(deposit, stage),
        "rows": [
            replace(row, sources=sources(row.criterion, reading, team=bool(team)))
            for row in _rows(juror, deposit, own, typed)
        ],
        "closed": juror.panel.closed_at is not None,
        "voted": is_vote(stage),
        "findings": findings or [],
        "failed": bool(findings),
        **_since(juror, deposit, stage, own.values()),
        **_around(juror, deposit),
    }
    if request.method == "GET" and context["reading_own"] is None and not context["closed"]:
        actions.open_file(juror, deposit, by=request.user, at=timezone.now())
    return render(request, "selection/file.html", context, status=422 if findings else 200)


def _since(juror: Juror, deposit: Deposit, stage: Stage, own: Iterable[Mark]) -> dict[str, Any]:
    """What came after the marks, and which of them it makes stale."""
    learnt = queries.contacts(juror.panel, deposit.application)
    stale = queries.stale(own, deposit, learnt)
    return {
        "stale": stale,
        "completed": [key for key, why in stale.items() if why == "complement"],
        "contacts": [
            (one, unnamed(one.question, deposit, stage), unnamed(one.answer, deposit, stage))
            for one in learnt
        ],
    }


def _rows(
    juror: Juror,
    deposit: Deposit,
    own: Mapping[str, Mark],
    typed: Mapping[str, Given] | None,
) -> list[Row]:
    """Her grid of one file."""
    definition, stage = deposit.version.definition, queries.stage_of(juror.panel)
    return rows(definition, stage, own, typed, track=queries.track_of(deposit))


def _around(juror: Juror, deposit: Deposit) -> dict[str, Any]:
    """What is said around a file: her confidence, the reports, the thread once she may read it."""
    stage = queries.stage_of(juror.panel)
    said = queries.readings(juror.panel, deposit.application)
    open_thread = policy.sees_others(juror, deposit)
    thread = queries.remarks_for_jury(juror.panel, deposit.application) if open_thread else None
    return {
        "facts": queries.facts_told(juror.panel, deposit),
        "others": _others(juror, deposit),
        "answered": unnamed(
            replies.replies(juror.panel).get(deposit.application_id, ""), deposit, stage
        ),
        "reading_own": next((one for one in said if one.juror_id == juror.pk), None),
        "reports": [
            (one, unnamed(one.report, deposit, stage))
            for one in said
            if one.report and one.juror.part == Seat.Part.REPORTER
        ],
        "reporter": juror.part == Seat.Part.REPORTER,
        "confidences": Reading.Confidence.choices,
        "thread": None if thread is None else list(thread[:THREAD]),
        "audiences": Remark.Audience.choices,
    }


def _others(juror: Juror, deposit: Deposit) -> list[tuple[Juror, list[Any]]] | None:
    """The others' marks in the order of the criteria, or None while they are sealed."""
    if not policy.sees_others(juror, deposit):
        return None
    keys = [one.key for one in _criteria(juror, deposit)]
    return [
        (other, [marks.get(key) for key in keys])
        for other, marks in queries.others_marks(juror, deposit)
    ]


@require_POST
@for_reader
def save(request: Request, juror: Juror, deposit: Deposit, key: str) -> HttpResponse:
    """Keep one criterion as it is typed; says what it did, or why not."""
    judged = next((one for one in _criteria(juror, deposit) if one.key == key), None)
    if judged is None:
        raise Http404
    prefix = f"{deposit.public_id}-" if "grille" in request.POST else ""
    scale = scale_of(deposit.version.definition, queries.stage_of(juror.panel), judged)
    given = read_mark(scale, request.POST, f"{prefix}{key}")
    if prefix:
        made = queries.own_marks(juror, [deposit]).get((deposit.pk, key))
        given = _with_comment(given, made)
    found = list(given.faults)
    try:
        _keep(request, juror, deposit, key, given)
    except Refused as refusal:
        found = refusal.findings
    response = render(request, "selection/parts/kept.html", {"found": found})
    response.status_code = 422 if found else 200
    if not found:
        said = _("Enregistré à %(time)s") % {"time": timezone.localtime().strftime("%H:%M:%S")}
        response["X-Saved"] = quote(said)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_juror
def grid(request: Request, juror: Juror) -> HttpResponse:
    """Every file and every criterion on one page, to compare and to correct."""
    if juror.declared_at is None:
        return onward(request, "selection:declare", juror.panel.public_id)
    if is_vote(queries.stage_of(juror.panel)):
        return onward(request, "selection:slip", juror.panel.public_id)
    page = (
        told(request, partial(queries.whole_grid, juror), per_page=GRID_FILES)
        if juror.has_a_share
        else paginated(request, queries.listed(juror), per_page=GRID_FILES)
    )
    typed: dict[int, dict[str, Given]] = {}
    findings: list[Finding] = []
    if request.method == "POST":
        for one in page.object_list:
            found = _typed(juror, one, request.POST, prefix=f"{one.public_id}-")
            typed[one.pk] = found
            findings += _keep_line(request, juror, one, found)
        if not findings:
            messages.success(request, _("Vos notes sont enregistrées."))
            return onward(request, request.get_full_path())
    return _grid(request, juror, page, typed, findings)


def _keep_line(
    request: Request, juror: Juror, deposit: Deposit, found: Mapping[str, Given]
) -> list[Finding]:
    """Write one line of the grid, only what changed; what is refused is told."""
    faults = [fault for given in found.values() for fault in given.faults]
    own = {key[1]: made for key, made in queries.own_marks(juror, [deposit]).items()}
    try:
        for key, given in found.items():
            made = own.get(key)
            if made is not None or not given.empty:
                _keep(request, juror, deposit, key, _with_comment(given, made))
    except Refused as refusal:
        faults += refusal.findings
    return faults


def _with_comment(given: Given, made: Mark | None) -> Given:
    """A mark of the whole grid, which shows no comment: the one written elsewhere stays."""
    return replace(given, comment=made.comment if made else "")


def _grid(
    request: Request,
    juror: Juror,
    page: Any,
    typed: Mapping[int, Mapping[str, Given]],
    findings: list[Finding],
) -> HttpResponse:
    stage = queries.stage_of(juror.panel)
    made = queries.own_marks(juror, page.object_list)
    criteria = rows(juror.panel.edition.definition, stage, {})

    def line(one: Deposit) -> list[Row | None]:
        """Its cells under the criteria of the page; none where its track is not judged."""
        own = {key[1]: mark for key, mark in made.items() if key[0] == one.pk}
        found = rows(
            one.version.definition, stage, own, typed.get(one.pk), track=queries.track_of(one)
        )
        cells = {row.key: row for row in found}
        return [cells.get(row.key) for row in criteria]

    lines = [(one, queries.name_of(one, stage), line(one)) for one in page.object_list]
    context = {
        "juror": juror,
        "panel": juror.panel,
        "page": page,
        "lines": lines,
        "criteria": criteria,
        "closed": juror.panel.closed_at is not None,
        "findings": findings,
        "failed": bool(findings),
    }
    return render(request, "selection/grid.html", context, status=422 if findings else 200)


@require_safe
@for_reader
def attachment(_request: Request, juror: Juror, deposit: Deposit, file: str) -> HttpResponse:
    """A joined file of the deposit as it was handed in, always downloaded."""
    stage = queries.stage_of(juror.panel)
    known = {str(one["id"]): one["name"] for one in attached(deposit, stage)}
    found = Attachment.objects.filter(public_id=file, application=deposit.application_id).first()
    if found is None or str(found.public_id) not in known:
        raise Http404
    if stage.blind:
        return nameless(found, known[str(file)])
    return cast("HttpResponse", download(found, known[str(file)]))
