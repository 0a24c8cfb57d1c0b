"""What was being sent when a session ended: kept through the sign-in, shown again, sent anew."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypedDict, cast
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from django.http import HttpRequest

KEY = "kept"
LASTS = 12 * 60 * 60
"""How long a text waits, in seconds."""

ROOM = 400_000
"""How much text waits, in characters: a session is no store; the page gives the text anyway."""


class Kept(TypedDict):
    """An address, the page its form stood on, the fields typed, the instant (epoch seconds)."""

    path: str
    page: str
    fields: list[list[str]]
    at: float


def keep(request: HttpRequest, fields: list[tuple[str, str]], page: str) -> bool:
    """Keep in the session what was posted from one of our own pages; say whether it is kept.

    A form sent from elsewhere is not kept: nobody must be led to send it by one click here.
    """
    size = sum(len(name) + len(value) for name, value in fields)
    if not fields or size > ROOM or not _ours(request):
        return False
    kept: Kept = {
        "path": request.get_full_path(),
        "page": page,
        "fields": [[name, value] for name, value in fields],
        "at": time.time(),
    }
    request.session[KEY] = kept
    return True


def kept(request: HttpRequest) -> Kept | None:
    """What waits, unless it waited too long."""
    found = cast("Kept | None", request.session.get(KEY))
    return found if found and time.time() - found["at"] < LASTS else None


def forget(request: HttpRequest) -> None:
    """Let it go."""
    request.session.pop(KEY, None)


def _ours(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on this very site."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()
