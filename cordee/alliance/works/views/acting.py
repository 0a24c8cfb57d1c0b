"""Acts asked by a page: what was refused, or the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages

from cordee.kernel.findings import Refused
from cordee.web.guards import onward

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpResponse

    from cordee.web.requests import Request

BOTH = ("GET", "HEAD", "POST")
FAILED = 422


def tried(form: Form, act: Callable[[dict[str, Any]], object]) -> list[Any] | None:
    """Do what a valid form asks: its refusals, [] when nothing is wrong, None for a bad form."""
    if not form.is_valid():
        return None
    return asked(lambda: act(form.cleaned_data))


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
    return FAILED if request.method == "POST" and findings != [] else 200
