"""What leaves the house: the files of a call as tables, JSON, PDF and archives."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.applications import policy, queries, tables
from cordee.applications.binding import file_pdf
from cordee.applications.bundling import ask_bundle
from cordee.applications.models import Bundle
from cordee.applications.policy import withheld
from cordee.applications.views import shell
from cordee.applications.views.staff import filters
from cordee.calls.models import Edition
from cordee.people.guards import for_team
from cordee.web.components import paginated
from cordee.web.files.serving import served
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_safe,
    row_or_404,
)
from cordee.web.sheets import FORMATS

if TYPE_CHECKING:
    from cordee.applications.models import Application
    from cordee.web.requests import Request


@require_safe
@for_team
def export(request: Request, key: str, form: str = "csv") -> HttpResponse:
    """The files the list shows, streamed: constant memory, a flat count of queries."""
    if form not in FORMATS and form != "json":
        raise Http404
    edition = row_or_404(lambda: Edition.objects.select_related("current"), key=key)
    unseen = withheld(request.user, timezone.now())
    files = queries.staff_list(edition, **filters(request), without=unseen)
    if form == "json":
        parts = (part.encode() for part in tables.documents(edition, files))
        response = StreamingHttpResponse(parts, content_type="application/json")
    else:
        chosen = FORMATS[form]
        written = chosen.write(tables.rows(edition, files), _("Candidatures"))
        response = StreamingHttpResponse(written, content_type=chosen.media_type)
    response["Content-Disposition"] = f'attachment; filename="candidatures-{edition.key}.{form}"'
    response["Cache-Control"] = "no-store"
    return cast("HttpResponse", response)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def bundles(request: Request, key: str) -> HttpResponse:
    """Every way to take the files away, and the long exports with their progress."""
    edition = row_or_404(lambda: Edition.objects.select_related("current"), key=key)
    now = timezone.now()
    unseen = withheld(request.user, now)
    if request.method == "POST":
        kind = request.POST.get("kind", "")
        ask_bundle(edition, kind, without=unseen, by=request.user, at=now)
        messages.success(request, _("C’est en route. Vous pouvez quitter cette page."))
        return onward(request, "applications:bundles", edition.key)
    rows = Bundle.objects.filter(edition=edition).select_related("asked_by__person")
    page = paginated(request, rows.order_by("-asked_at", "-pk"))
    for one in page:
        one.open_to_me = unseen <= set(one.without)
    context = {
        "edition": edition,
        "page": page,
        "kinds": Bundle.Kind.choices,
        "formats": [(one, one.upper()) for one in (*FORMATS, "json")],
        "running": any(one.finished_at is None for one in page),
    }
    part = "#made" if request.headers.get("HX-Request") else ""
    return render(request, f"applications/desk/bundles.html{part}", context)


@require_safe
@for_team
def bundle(request: Request, public_id: str) -> HttpResponse:
    """Take a finished export away; hidden from whoever must not see all it holds (R50)."""
    one = row_or_404(lambda: Bundle.objects.select_related("edition"), public_id=public_id)
    unseen = withheld(request.user, timezone.now())
    if not one.content or not unseen <= set(one.without):
        raise Http404
    name = f"{one.edition.key}.{one.kind}"
    return served(one.content, name)


@require_safe
@guarded(shell.files, policy.may_follow)
def paper(_request: Request, application: Application) -> HttpResponse:
    """One file handed in, as an accessible PDF."""
    if application.current is None:
        raise Http404
    deposit = application.deposits.select_related("version").get(pk=application.current.pk)
    response = HttpResponse(file_pdf(deposit), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="dossier-{deposit.digest[:8]}.pdf"'
    return response
