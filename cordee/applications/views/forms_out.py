"""The form of a call, to download: blank from its page, filled from a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils import timezone

from cordee.applications import policy
from cordee.applications.doors.outgoing import MEDIA_TYPES, blank_form, draft_form
from cordee.applications.views import shell
from cordee.calls import queries as calls
from cordee.web.guards import guarded, require_safe, row_or_404

if TYPE_CHECKING:
    from cordee.applications.models import Application
    from cordee.programme.schema import Definition
    from cordee.web.requests import Request


@require_safe
def blank(request: Request, key: str, extension: str) -> HttpResponse:
    """The blank form, as anyone may download it; `volet` chooses the track."""
    edition = row_or_404(calls.public_one, key=key)
    track = request.GET.get("volet", "")
    if extension not in MEDIA_TYPES or (track and track not in _tracks(edition.definition)):
        raise Http404
    content = blank_form(edition.rules_in_force, extension, track=track)
    name = "-".join(filter(None, ["formulaire", key, track]))
    return _document(content, extension, name)


@require_safe
@guarded(shell.files, policy.may_write)
def filled(_request: Request, application: Application, extension: str) -> HttpResponse:
    """The form with what the draft already says."""
    if extension not in MEDIA_TYPES:
        raise Http404
    content = draft_form(application, extension, at=timezone.now())
    return _document(content, extension, f"candidature-{application.edition.key}")


def _tracks(definition: Definition) -> set[str]:
    return {one.key for one in definition.tracks}


def _document(content: bytes, extension: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPES[extension])
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response
