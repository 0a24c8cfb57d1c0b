"""What the house knows of ProConnect while its door is closed; allauth looks for providers here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from allauth.account.internal.decorators import login_not_required
from django.conf import settings
from django.http import Http404

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ID = "proconnect"
LEFT = "proconnect_leaving"
"""Where the session keeps what ProConnect asks to end its own session."""


def _door() -> Any:
    return import_module("cordee.people.proconnect.door")


@login_not_required  # type: ignore[untyped-decorator] # allauth has no types
def login(request: HttpRequest) -> HttpResponse:
    """Leave for ProConnect; the page does not exist while the instance knows none."""
    return _opened("login", request)


@login_not_required  # type: ignore[untyped-decorator] # allauth has no types
def callback(request: HttpRequest) -> HttpResponse:
    """Come back from it; the same."""
    return _opened("callback", request)


def _opened(view: str, request: HttpRequest) -> HttpResponse:
    if not settings.PROCONNECT:
        raise Http404
    response: HttpResponse = getattr(_door(), view)(request)
    return response


if settings.PROCONNECT:
    provider_classes = [_door().ProConnectProvider]
