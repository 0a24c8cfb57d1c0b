"""Reading off line: the bound files, the grid to fill, what it would change when it comes back."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused, broken, missing
from cordee.kernel.speech import heard
from cordee.selection import actions, queries
from cordee.selection.models import ReturnedGrid
from cordee.selection.packets import bound, compare, ods
from cordee.selection.rules.votes import is_vote
from cordee.selection.views.shell import for_juror
from cordee.web.components import paginated
from cordee.web.guards import onward, require_http_methods, require_safe, row_or_404

if TYPE_CHECKING:
    from cordee.kernel.findings import Finding
    from cordee.selection.models import Juror
    from cordee.web.requests import Request

MOST = 10 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@for_juror
def offline(request: Request, juror: Juror) -> HttpResponse:
    """What to take along, and where to bring it back."""
    if juror.declared_at is None:
        return onward(request, "selection:declare", juror.panel.public_id)
    if request.method != "POST":
        return _offline(request, juror)
    try:
        content = _content(request)
        changes, found = compare.look_at(juror, content)
        if found and not changes:
            return _offline(request, juror, found)
        made = actions.bring_back(
            juror,
            [one.row for one in changes],
            sha256=sha256(content).hexdigest(),
            at=timezone.now(),
        )
    except Refused as refusal:
        return _offline(request, juror, refusal.findings)
    for one in found:
        messages.warning(request, heard(one.sentence))
    return onward(request, "selection:compared", juror.panel.public_id, made.public_id)


def _content(request: Request) -> bytes:
    """The bytes that were sent, when there are any and not too many."""
    sent = request.FILES.get("grille")
    if sent is None:
        raise Refused(missing("grid.none", "grille", "Choisissez le fichier de votre grille."))
    if (sent.size or 0) > MOST:
        raise Refused(broken("grid.size", "grille", "Ce fichier dépasse 10 Mo."))
    return bytes(sent.read())


def _offline(request: Request, juror: Juror, findings: list[Finding] | None = None) -> HttpResponse:
    count = queries.open_to(juror).count()
    context = {
        "juror": juror,
        "panel": juror.panel,
        "count": count,
        "volumes": range(1, max(1, -(-count // bound.LOT)) + 1),
        "voted": is_vote(queries.stage_of(juror.panel)),
        "closed": juror.panel.closed_at is not None,
        "findings": findings or [],
        "failed": bool(findings),
    }
    status = 422 if findings else 200
    return render(request, "selection/offline.html", context, status=status)


@require_safe
@for_juror
def packet(request: Request, juror: Juror, volume: int) -> HttpResponse:
    """One volume of the files she reads, bound."""
    if juror.declared_at is None:
        return onward(request, "selection:declare", juror.panel.public_id)
    first = (volume - 1) * bound.LOT
    deposits = list(queries.listed(juror)[first : first + bound.LOT]) if volume else []
    if not deposits:
        raise Http404
    made = bound.bound(juror, deposits, volume=volume)
    return _download(made, "application/pdf", f"dossiers-{volume}.pdf", juror)


@require_safe
@for_juror
def grid(request: Request, juror: Juror) -> HttpResponse:
    """Her grid as a spreadsheet."""
    if juror.declared_at is None:
        return onward(request, "selection:declare", juror.panel.public_id)
    made = ods.write(compare.grid_of(juror))
    return _download(made, ods.MEDIA_TYPE, "grille.ods", juror)


def _download(content: bytes, media: str, name: str, juror: Juror) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    named = f"{slugify(juror.panel.edition.key)}-{name}"
    response["Content-Disposition"] = f'attachment; filename="{named}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_juror
def compared(request: Request, juror: Juror, grid: str) -> HttpResponse:
    """What the returned grid would replace; nothing is, before she says so."""
    made = row_or_404(lambda: ReturnedGrid.objects.filter(juror=juror), public_id=grid)
    findings: list[Finding] = []
    if request.method == "POST":
        try:
            count = actions.keep_grid(made, by=request.user, at=timezone.now())
        except Refused as refusal:
            findings = refusal.findings
        else:
            said = _("Votre grille est enregistrée : %(count)d notes.") % {"count": count}
            messages.success(request, said)
            return onward(request, "selection:panel", juror.panel.public_id)
    changes = compare.again(juror, made)
    context = {
        "juror": juror,
        "panel": juror.panel,
        "grid": made,
        "page": paginated(request, changes),
        "findings": findings,
        "failed": bool(findings),
    }
    status = 422 if findings else 200
    return render(request, "selection/compared.html", context, status=status)
