"""The guard of the team's pages, for every room that stands above people."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cordee.people.policy import only_staff
from cordee.web.guards import signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from cordee.web.requests import Request


def for_team(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let the team in; visitors sign in first, the others are told why not."""

    @wraps(view)
    @signed_in
    def guard(request: Request, *args: Any, **kwargs: Any) -> Any:
        right = only_staff(request.user, timezone.now())
        if not right:
            raise PermissionDenied(right.reason)
        return view(request, *args, **kwargs)

    return guard
