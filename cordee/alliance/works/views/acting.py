"""Acts asked by a page: what was refused, or the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages

from cordee.alliance.views.answering import BOTH, status_of, tried
from cordee.kernel.findings import Refused
from cordee.web.guards import onward

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from cordee.web.requests import Request

__all__ = ["BOTH", "asked", "done", "status", "tried"]


def asked(act: Callable[[], object]) -> list[Any]:
    """Do it: its refusals, or nothing."""
    try:
        act()
    except Refused as refusal:
        return list(refusal.findings)
    return []


def done(request: Request, said: str, to: str, *args: Any) -> HttpResponse:
    """Say what was done, and go on."""
    messages.success(request, said)
    return onward(request, to, *args)


def status(request: Request, findings: list[Any] | None) -> int:
    """The status of a page shown again because something was refused."""
    return status_of(findings, sent=request.method == "POST")
