"""Do what a form asks, or say why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.kernel.findings import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form


BOTH = ("GET", "HEAD", "POST")
FAILED = 422


def tried(form: Form, act: Callable[[dict[str, Any]], object]) -> list[Any] | None:
    """Do what a valid form asks: its refusals, [] when nothing is wrong, None for a bad form."""
    if not form.is_valid():
        return None
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        return list(refusal.findings)
    return []


def status_of(findings: list[Any] | None, *, sent: bool) -> int:
    """422 when something sent was refused."""
    return FAILED if sent and findings != [] else 200
