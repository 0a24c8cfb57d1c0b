"""Who reads what: shared out by the solver, changed by hand with its cost beside."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Finding, Refused, Strength, Verdict
from cordee.kernel.french import typeset
from cordee.kernel.speech import heard
from cordee.selection import actions, policy, queries
from cordee.selection.forms import ShareForm
from cordee.selection.rules.sharing import allowed, cost, knows
from cordee.selection.views.shell import led, seen
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
    from cordee.applications.models import Deposit
    from cordee.selection.models import Distribution, Juror, Panel
    from cordee.selection.rules.sharing import Reader, Terms, ToRead, Work
    from cordee.web.requests import Request

OK = 200
CHOICES = 200
"""Files offered as the common one: beyond, the page would be heavy for nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A file and who reads it; files go by the name of their application."""

    file: ToRead
    readers: list[Reader]
    lacks: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Someone who could read a file: her load, what she knows, what stands against it."""

    reader: Reader
    load: int
    knows: bool
    has: bool
    begun: bool
    against: str
    left: bool
    effect: str


@require_http_methods(["GET", "HEAD", "POST"])
@led
def sharing(request: Request, panel: Panel) -> HttpResponse:
    """The sharing: its terms, its loads, each file with its readers."""
    if request.method != "POST":
        return _page(request, panel, ShareForm.of(queries.terms_of(panel)))
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _page(request, panel, form, status=422)
    try:
        terms = replace(form.terms, seats=(told := queries.terms_of(panel)).seats, names=told.names)
        made = actions.ask_share(panel, terms, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _page(request, panel, form, findings=refusal.findings, status=422)
    if made is None:
        messages.info(request, _("La répartition se calcule : revenez dans un moment."))
    else:
        messages.success(request, _("Les dossiers sont répartis."))
    return onward(request, "selection:sharing", panel.public_id)


@require_POST
@led
def peers(request: Request, panel: Panel) -> HttpResponse:
    """Give the candidates one another's files to read."""
    form = ShareForm.of(queries.terms_of(panel))
    seed = request.POST.get("seed", "").replace("\0", "")[:100]
    try:
        count = actions.share_with_peers(panel, seed=seed, by=request.user, at=timezone.now())
    except Refused as refusal:
        return _page(request, panel, form, findings=refusal.findings, status=422)
    messages.success(request, _("%(count)d candidatures se lisent entre elles.") % {"count": count})
    return onward(request, "selection:sharing", panel.public_id)


def _page(
    request: Request,
    panel: Panel,
    form: ShareForm,
    *,
    findings: list[Finding] | None = None,
    status: int = 200,
) -> HttpResponse:
    material, terms = queries.work(panel, timezone.now()), queries.terms_of(panel)
    made = queries.last_distribution(panel)
    by_id = {one.id: one for one in material.readers}
    page = paginated(request, list(material.files))
    context = seen(
        panel,
        "sharing",
        form=form,
        made=made,
        page=page,
        lines=[_line(one, material, terms, by_id) for one in page.object_list],
        loads=_loads(material),
        everything=[(one.id, one.name) for one in material.files[:CHOICES]],
        common=str(panel.calibration.public_id) if panel.calibration else "",
        proposed=_cost_of(made, material, terms),
        now=cost(material, terms, material.had),
        terms=terms,
        peers=queries.stage_of(panel).peers,
        by_seat=typeset(
            " ; ".join(
                f"{terms.names.get(seat, seat)} : {many}" for seat, many in terms.seats.items()
            )
        ),
        told=[_finding(one) for one in made.result["findings"]]
        if made and not panel.without
        else [],
        findings=findings or [],
        failed=status > OK,
    )
    return render(request, "selection/team/sharing.html", context, status=status)


def _line(file: ToRead, material: Work, terms: Terms, by_id: dict[str, Reader]) -> Line:
    pairs = material.had | material.begun
    names = sorted(reader for which, reader in pairs if which == file.id and reader in by_id)
    return Line(file, [by_id[one] for one in names], max(0, terms.readers + file.more - len(names)))


def _loads(material: Work) -> list[tuple[Reader, int, int]]:
    """Each reader with what she was given and what she began."""
    return [
        (
            one,
            sum(reader == one.id for _file, reader in material.had),
            sum(reader == one.id for _file, reader in material.begun),
        )
        for one in material.readers
    ]


def _cost_of(made: Distribution | None, material: Work, terms: Terms) -> object:
    """What the last computation was worth, counted with today's people."""
    if made is None:
        return None
    known = {one.id for one in material.files}
    pairs = [(file, reader) for file, reader in made.result["pairs"] if file in known]
    return cost(material, terms, pairs)


def _finding(told: dict[str, object]) -> Finding:
    """A finding as the act kept it."""
    return Finding(
        str(told["code"]),
        str(told["where"]),
        Verdict(str(told["verdict"])),
        str(told["sentence"]),
        Strength(str(told["strength"])),
    )


@require_safe
@led
def sharing_file(request: Request, panel: Panel, deposit: str) -> HttpResponse:
    """Everybody who could read one file, and what each would cost."""
    return _file(request, panel, _deposit(panel, deposit))


def _deposit(panel: Panel, key: str) -> Deposit:
    found: Deposit = row_or_404(lambda: queries.files(panel), application__public_id=key)
    return found


def _file(
    request: Request, panel: Panel, deposit: Deposit, findings: list[Finding] | None = None
) -> HttpResponse:
    material, terms = queries.work(panel, timezone.now()), queries.terms_of(panel)
    key = str(deposit.application.public_id)
    file = next((one for one in material.files if one.id == key), None)
    if file is None:
        raise Http404
    page = paginated(request, list(material.readers))
    choices = [_choice(file, one, material, terms) for one in page.object_list]
    context = seen(
        panel, "sharing", file=file, page=page, choices=choices, terms=terms,
        findings=findings or [], failed=bool(findings),
    )  # fmt: skip
    status = 422 if findings else 200
    return render(request, "selection/team/sharing_file.html", context, status=status)


def _choice(file: ToRead, reader: Reader, material: Work, terms: Terms) -> Choice:
    pair = (file.id, reader.id)
    has = pair in material.had
    load = sum(one == reader.id for _file, one in material.had)
    return Choice(
        reader=reader,
        load=load,
        knows=knows(reader, file),
        has=has,
        begun=pair in material.begun,
        against=allowed(material, terms, file, reader, material.had | material.begun),
        left=pair in material.left,
        effect=_effect(material, terms, pair),
    )


def _effect(material: Work, terms: Terms, pair: tuple[str, str]) -> str:
    """What adding or taking away that pair would change, in words."""
    before = cost(material, terms, material.had)
    after = cost(material, terms, material.had ^ {pair})
    changes = (
        (after.missing - before.missing, _("lecture manquante")),
        (after.below - before.below, _("lecture sous la charge minimale")),
        (after.above - before.above, _("lecture au-dessus de la charge maximale")),
        (after.unknown - before.unknown, _("dossier sans personne du domaine")),
        (after.crowded - before.crowded, _("institution en double")),
    )
    told = [f"{change:+d} {label}".replace("-", "−") for change, label in changes if change]
    return ", ".join(told) or _("rien")


@require_POST
@led
def entrust(request: Request, panel: Panel, deposit: str, juror: str) -> HttpResponse:
    """Give a file by hand; the cost is told, never hidden."""
    found = _deposit(panel, deposit)
    try:
        objections = actions.entrust(
            _reader(panel, juror), found.application, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        return _file(request, panel, found, refusal.findings)
    messages.success(request, _("Le dossier est confié."))
    for one in objections:
        messages.warning(request, heard(one.sentence))
    return onward(request, "selection:sharing_file", panel.public_id, found.application.public_id)


@require_POST
@led
def take_back(request: Request, panel: Panel, deposit: str, juror: str) -> HttpResponse:
    """Take a file from a reader who has not begun it."""
    found = _deposit(panel, deposit)
    try:
        actions.take_back(
            _reader(panel, juror), found.application, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        return _file(request, panel, found, refusal.findings)
    messages.success(request, _("Le dossier est retiré."))
    return onward(request, "selection:sharing_file", panel.public_id, found.application.public_id)


def _reader(panel: Panel, key: str) -> Juror:
    found: Juror = row_or_404(lambda: panel.jurors.select_related("person"), public_id=key)
    found.panel = panel
    return found


@require_safe
@guarded(queries.panels, policy.may_run)
def sharing_document(_request: Request, panel: Panel) -> HttpResponse:
    """What the solver was asked and what it answered: `cordee solve assign` gives it again."""
    made = queries.last_distribution(panel)
    if made is None:
        raise Http404
    content = {"digest": made.digest, "instance": made.instance, "result": made.result}
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)
    return HttpResponse(body, content_type="application/json; charset=utf-8")
