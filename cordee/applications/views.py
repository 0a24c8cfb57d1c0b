"""Pages of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.calls import queries as calls
from cordee.web.guards import onward, require_safe, row_or_404, signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request


@require_safe
@signed_in
def begin(request: Request, key: str) -> HttpResponse:
    """Where a file begins."""
    edition = row_or_404(calls.public, key=key)
    return onward(request, "calls:detail", edition.key)
