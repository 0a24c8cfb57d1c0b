"""The door of the team's workspace, for pages without a row."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cordee.people import policy
from cordee.web.guards import signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


def staff_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the team in; sign in the visitor first; tell the others why not (403)."""

    @wraps(view)
    @signed_in
    def guard(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        right = policy.only_staff(request.user, timezone.now())  # type: ignore[arg-type]
        if not right:
            raise PermissionDenied(right.reason)
        return view(request, *args, **kwargs)

    return guard
