"""The second door as those who write a file use it: bring a form back, compare, choose, place."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cordee.applications import policy
from cordee.applications.actions import arrivals as actions
from cordee.applications.doors.matching import hers
from cordee.applications.doors.parcel import Parcel
from cordee.applications.doors.shown import shown
from cordee.applications.files.serving import refuse_threat
from cordee.applications.files.virus import Silent, scan
from cordee.applications.models import Arrival, LeftPiece
from cordee.applications.views import shell
from cordee.calls import queries as calls
from cordee.kernel.findings import Refused
from cordee.web.components import paginated
from cordee.web.files.serving import served
from cordee.web.guards import (
    guarded,
    onward,
    refused,
    require_http_methods,
    require_POST,
    require_safe,
    row_or_404,
    signed_in,
)

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.applications.models import Application
    from cordee.web.requests import Request

MOST_FILES = 10


def parcel(request: Request, at: datetime) -> Parcel:
    """The documents of an upload."""
    files = [
        (one.name or "document", one.read()) for one in request.FILES.getlist("files")[:MOST_FILES]
    ]
    return Parcel(files, at, at, sender=str(request.user.email))


@require_safe
@signed_in
def which(request: Request, key: str) -> HttpResponse:
    """From the page of a call: choose which of one's files the form is for."""
    edition = row_or_404(calls.public_one, key=key)
    rows = list(hers(edition, request.user.email)[:MOST_FILES])
    if len(rows) == 1:
        return onward(request, "applications:bring", rows[0].public_id)
    return render(request, "applications/which.html", {"edition": edition, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def bring(request: Request, application: Application) -> HttpResponse:
    """Bring a filled form back to a file."""
    rows = paginated(request, application.arrivals.order_by("-ended_at", "-pk"))
    context = shell.shown(application, "bring", page=rows)
    if request.method != "POST":
        return render(request, "applications/bring.html", {**context, "findings": []})
    now = timezone.now()
    try:
        made = actions.bring(
            parcel(request, now),
            edition=application.edition,
            application=application,
            by=request.user,
            at=now,
        )
    except Refused as refusal:
        return refused(request, "applications/bring.html", refusal.findings, **context)
    return onward(request, "applications:arrival", application.public_id, made.public_id)


def rows() -> QuerySet[Arrival]:
    """Arrivals with what their pages show."""
    return Arrival.objects.select_related(
        "edition__current", "application__edition__current", "application__current", "by"
    )


def _arrival(application: Application, public_id: str) -> Arrival:
    found = rows().filter(application=application, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def arrival(request: Request, application: Application, arrival: str) -> HttpResponse:
    """What the document says differently; nothing is replaced before a choice is sent."""
    found = _arrival(application, arrival)
    if request.method == "POST":
        try:
            taken = settle(request, found)
        except Refused as refusal:
            context = shell.shown(application, "bring", **shown(found))
            return refused(request, "applications/arrival.html", refusal.findings, **context)
        messages.success(request, taken)
        if not found.pieces.filter(placed_at=None).exists():
            return onward(request, "applications:check", application.public_id)
        return onward(request, "applications:arrival", application.public_id, found.public_id)
    context = shell.shown(application, "bring", **shown(found))
    return render(request, "applications/arrival.html", {**context, "findings": []})


def settle(request: Request, found: Arrival) -> str:
    """Take what was chosen; the sentence that says so."""
    take = {
        name.removeprefix("take:")
        for name, value in request.POST.items()
        if name.startswith("take:") and value == "theirs"
    }
    mates = {int(one) for one in request.POST.getlist("mate") if one.isascii() and one.isdigit()}
    count = actions.settle(found, take=take, mates=mates, by=request.user, at=timezone.now())
    return ngettext(
        "%(count)d réponse reprise du document. Votre dossier n’est pas déposé pour autant.",
        "%(count)d réponses reprises du document. Votre dossier n’est pas déposé pour autant.",
        count,
    ) % {"count": count}


@require_POST
@guarded(shell.files, policy.may_write)
def piece(request: Request, application: Application, arrival: str, piece: int) -> HttpResponse:
    """Place a text that no question took."""
    found = _arrival(application, arrival)
    try:
        placed(request, found, piece)
    except Refused as refusal:
        context = shell.shown(application, "bring", **shown(found))
        return refused(request, "applications/arrival.html", refusal.findings, **context)
    return onward(request, "applications:arrival", application.public_id, found.public_id)


def placed(request: Request, found: Arrival, number: int) -> None:
    """Place one text where the form says, or set it aside."""
    held = row_or_404(LeftPiece, pk=number, arrival=found)
    question = request.POST.get("question", "")[:60].replace("\0", "")
    actions.place(held, question, by=request.user, at=timezone.now())
    messages.success(request, _("Texte placé.") if question else _("Texte mis de côté."))


@require_safe
@guarded(shell.files, policy.may_write)
def arrived_file(
    _request: Request, application: Application, arrival: str, file: int
) -> HttpResponse:
    """A file as it came."""
    return downloaded(_arrival(application, arrival), file)


def _threat(row: Any) -> str:
    with suppress(Silent), row.content.open() as held:
        return scan(held) or ""
    return ""


def downloaded(found: Arrival, number: int) -> HttpResponse:
    """A file of an arrival, never shown in place, looked at again: its scanner may have slept."""
    row: Any = row_or_404(found.files.all, pk=number)
    refuse_threat(_threat(row))
    return served(row.content, row.name, "application/octet-stream")
