"""A write asked twice under one key happens once, and is answered the same twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.api.actions import tell
from cordee.api.door import Problem, token_of
from cordee.api.models import Replay
from cordee.kernel.canonical import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

LONGEST = 100
AGAIN = "Idempotent-Replayed"


@dataclass(frozen=True, slots=True)
class Made:
    """What an act gives back: its status, its content, its headers; `about` names its object."""

    content: Any
    about: str
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)


def once(request: HttpRequest, act: str, doing: Callable[[], Made]) -> HttpResponse:
    """Do `act` in one transaction with its line of the journal; once a key, if one is given.

    The key is held inside the transaction: a second request waits for the first, then reads its
    answer. A refusal undoes everything, the key included: what changed since is judged anew.
    """
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST or "\0" in key:
        raise Problem(400, _("Une clé d’idempotence compte cent caractères au plus."))
    token, now = token_of(request), timezone.now()
    with transaction.atomic():
        kept = None
        if key:
            kept, new = Replay.objects.get_or_create(
                token=token, key=key, defaults={"request": _print(request), "at": now}
            )
            if not new:
                return _again(kept, _print(request))
        made = doing()
        tell(token, act, made.about, at=now)
        content = plain(made.content)
        if kept is not None:
            kept.status, kept.body, kept.headers = made.status, content, made.headers
            kept.save(update_fields=("status", "body", "headers"))
    return _said(made.status, content, made.headers)


def _again(kept: Replay, asked: str) -> HttpResponse:
    if kept.request != asked:
        detail = _("Cette clé d’idempotence a déjà servi pour une autre demande : prenez-en une.")
        raise Problem(422, detail)
    response = _said(kept.status, kept.body, kept.headers)
    response[AGAIN] = "true"
    return response


def _said(status: int, content: Any, headers: dict[str, str]) -> HttpResponse:
    response = JsonResponse(
        content, status=status, safe=False, json_dumps_params={"ensure_ascii": False}
    )
    response["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response[name] = value
    return response


def _print(request: HttpRequest) -> str:
    """What tells one request from another: its verb, its address, what it sends."""
    known = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.FILES:
        for name, values in sorted(request.POST.lists()):
            known.update(f"{name}={values}\n".encode())
        for name in sorted(request.FILES):
            for upload in request.FILES.getlist(name):
                known.update(f"{name}:{upload.name}:{upload.size}\n".encode())
                for piece in upload.chunks():
                    known.update(piece)
                upload.seek(0)
    else:
        known.update(request.body)
    return known.hexdigest()
