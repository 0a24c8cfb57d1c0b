"""Large files on their way in: announced, received piece by piece, finished (spoken to by JS)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils import timezone

from cordee.applications import policy
from cordee.applications.files import resuming
from cordee.applications.models import Upload
from cordee.applications.views import shell
from cordee.kernel.findings import Refused
from cordee.kernel.speech import heard
from cordee.web.guards import guarded, require_http_methods, require_POST

if TYPE_CHECKING:
    from cordee.applications.models import Application
    from cordee.web.requests import Request

FIGURES = 10


@require_POST
@guarded(shell.files, policy.may_write)
def begin(request: Request, application: Application, key: str) -> JsonResponse:
    """Announce a file: where its pieces go, from which byte, how long each."""
    try:
        made = resuming.begin(
            application, key, name=request.POST.get("name", "").replace("\0", "")[:200],
            size=_number(request.POST.get("size", "")), by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        return _refused(refusal)
    url = reverse("applications:upload_piece", args=[application.public_id, made.public_id])
    return JsonResponse({"url": url, "received": made.received, "piece": resuming.PIECE})


def _upload(request: Request, application: Application, public_id: str) -> Upload:
    rows = Upload.objects.filter(application=application, by=request.user)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(shell.files, policy.may_write)
def piece(request: Request, application: Application, upload: str) -> JsonResponse:
    """How much was received; with a body, one piece more, at `X-Start`, of SHA-256 `X-Digest`."""
    found = _upload(request, application, upload)
    if request.method != "POST":
        return JsonResponse({"received": found.received})
    start = _number(request.headers.get("X-Start", ""))
    digest = request.headers.get("X-Digest", "")[:64]
    try:
        received = resuming.add(found, request.body, start=start, digest=digest)
    except resuming.Elsewhere as other:
        return JsonResponse({"received": other.received}, status=409)
    except Refused as refusal:
        return _refused(refusal)
    return JsonResponse({"received": received})


@require_POST
@guarded(shell.files, policy.may_write)
def finish(request: Request, application: Application, upload: str) -> JsonResponse:
    """The file is whole: it is looked at, then kept as any other, or refused with its reasons."""
    found = _upload(request, application, upload)
    question = found.question
    try:
        resuming.finish(found, by=request.user, at=timezone.now())
    except Refused as refusal:
        if found.received == found.size:
            resuming.drop(found, by=request.user, at=timezone.now())
        return _refused(refusal)
    part = shell.part_of(application, question)
    where = ("section", part.key) if part else ("detail",)
    url = reverse(f"applications:{where[0]}", args=[application.public_id, *where[1:]])
    return JsonResponse({"url": url})


def _refused(refusal: Refused) -> JsonResponse:
    return JsonResponse({"faults": [heard(one.sentence) for one in refusal.findings]}, status=422)


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) <= FIGURES else -1
