"""The door of every page of a draft: the team of the house, and the draft itself or 404."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from cordee.calls.editor import queries
from cordee.people.guards import for_team
from cordee.web.guards import row_or_404

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def with_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the team in with its draft."""

    @for_team
    @wraps(view)
    def guard(request: HttpRequest, /, public_id: Any, **kwargs: Any) -> HttpResponse:
        return view(request, row_or_404(queries.drafts, public_id=public_id), **kwargs)

    return guard


def number(text: str | None, default: int) -> int:
    """A save's number as a page sends it; nonsense is the last one."""
    return int(text) if text and text.isdecimal() and len(text) < 9 else default  # noqa: PLR2004 - no save bears more
