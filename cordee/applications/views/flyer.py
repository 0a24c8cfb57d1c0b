"""The flyer of a call, as a page and on paper; the flyer of a team that misses someone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render

from cordee.applications import policy
from cordee.applications.flyer import flyer_for, flyer_of, flyer_pdf
from cordee.applications.views import shell
from cordee.calls import queries as calls
from cordee.web.guards import guarded, require_safe, row_or_404

if TYPE_CHECKING:
    from cordee.applications.models import Application
    from cordee.web.requests import Request


@require_safe
def page(request: Request, key: str) -> HttpResponse:
    """The flyer to read and pass on by its address."""
    edition = row_or_404(calls.public_one, key=key)
    told = flyer_of(edition)
    return render(request, "applications/flyer.html", {"edition": edition, "told": told})


@require_safe
def paper(request: Request, key: str) -> HttpResponse:
    """The flyer on one page."""
    del request
    return _sent(flyer_of(row_or_404(calls.public_one, key=key)), key)


@require_safe
@guarded(shell.files, policy.may_write)
def team(request: Request, application: Application) -> HttpResponse:
    """The flyer of this team: who it looks for, whom to answer."""
    del request
    return _sent(flyer_for(application), application.edition.key)


def _sent(told: dict[str, Any], key: str) -> HttpResponse:
    response = HttpResponse(flyer_pdf(told), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="affichette-{key}.pdf"'
    return response
