"""A juror at home: her panels, her interests, her queue, the files she leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused, missing
from cordee.selection import actions, queries
from cordee.selection.forms import WhyForm
from cordee.selection.views.shell import for_juror, for_reader
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, require_safe, signed_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.paginator import Page
    from django.http import HttpResponse

    from cordee.applications.models import Application, Deposit
    from cordee.kernel.findings import Finding
    from cordee.selection.models import Juror
    from cordee.web.requests import Request

LONGEST_REASON = 1000


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    """The panels one sits on."""
    page = paginated(request, queries.seats_of(request.user, timezone.now()))
    return render(request, "selection/mine.html", {"page": page})


@require_safe
@for_juror
def panel(request: Request, juror: Juror) -> HttpResponse:
    """What remains to read: least read first, in an order of her own."""
    if juror.declared_at is None:
        return onward(request, "selection:declare", juror.panel.public_id)
    page = paginated(request, queries.queue(juror))
    context = {
        "juror": juror,
        "panel": juror.panel,
        "page": page,
        "lines": queries.board(juror, page.object_list),
        "done": queries.marked_whole(juror),
        "total": page.paginator.count,
        "stage": queries.stage_of(juror.panel),
    }
    return render(request, "selection/panel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_juror
def declare(request: Request, juror: Juror) -> HttpResponse:
    """Say one's interests, file by file; the house points at what it sees by itself."""
    rows = queries.open_to(juror).order_by("application__body_name", "pk")
    page = paginated(request, rows)
    if request.method != "POST":
        return _declaration(request, juror, page)
    asked = {
        one.application: _reason(request, one)
        for one in page.object_list
        if f"deport-{one.public_id}" in request.POST
    }
    try:
        _record(request, juror, asked, last="suite" not in request.POST)
    except Refused as refusal:
        return _declaration(request, juror, page, findings=refusal.findings)
    if "suite" in request.POST:
        number = page.number if asked else page.number + 1
        return onward(request, f"{request.path}?page={number}")
    messages.success(
        request, _("Vos intérêts sont déclarés. Merci : la décision en sera plus sûre.")
    )
    return onward(request, "selection:panel", juror.panel.public_id)


def _reason(request: Request, deposit: Deposit) -> str:
    typed = request.POST.get(f"raison-{deposit.public_id}", "")
    return typed.replace("\0", "").strip()[:LONGEST_REASON]


def _record(
    request: Request, juror: Juror, asked: Mapping[Application, str], *, last: bool
) -> None:
    now = timezone.now()
    if last:
        actions.declare(juror, asked, by=request.user, at=now)
        return
    if any(not reason for reason in asked.values()):
        sentence = "Dites en une phrase la raison de chaque déport."
        raise Refused(missing("recusal.reason", "reason", sentence))
    for application, reason in asked.items():
        actions.recuse(juror, application, reason=reason, by=request.user, at=now)


def _declaration(
    request: Request, juror: Juror, page: Page[Any], findings: list[Finding] | None = None
) -> HttpResponse:
    lines = [
        {
            "deposit": one,
            "hints": hints,
            "ticked": f"deport-{one.public_id}" in request.POST,
            "reason": _reason(request, one),
        }
        for one, hints in queries.conflicted(juror, page.object_list)
    ]
    lines.sort(key=lambda line: not line["hints"])
    context = {
        "juror": juror,
        "panel": juror.panel,
        "page": page,
        "lines": lines,
        "findings": findings or [],
        "failed": bool(findings),
    }
    return render(request, "selection/declare.html", context, status=422 if findings else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_reader
def withdraw(request: Request, juror: Juror, deposit: Deposit) -> HttpResponse:
    """Leave a file late: it disappears, its marks no longer count, their trace is kept."""
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.recuse(
            juror,
            deposit.application,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(
            request, _("Votre déport est enregistré. Ce dossier ne vous sera plus présenté.")
        )
        return onward(request, "selection:panel", juror.panel.public_id)
    name = queries.name_of(deposit, queries.stage_of(juror.panel))
    context = {"juror": juror, "panel": juror.panel, "deposit": deposit, "name": name, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "selection/withdraw.html", context, status=status)
