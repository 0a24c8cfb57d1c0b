"""Pages on the wall clock of their programme: hours typed and told are those of its zone."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from django.http import HttpResponse

    from cordee.web.requests import Request


class OnAClock(Protocol):
    """A row of a programme: a cohort, a territory in it, a meeting."""

    @property
    def zone(self) -> ZoneInfo:
        """Its wall clock."""
        ...


def on_its_clock[M: OnAClock](
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Read and tell the hours of a page on the wall clock of its row, wherever the site is."""

    @wraps(view)
    def told(request: Request, row: M, /, *args: Any, **kwargs: Any) -> HttpResponse:
        with timezone.override(row.zone):
            return view(request, row, *args, **kwargs)

    return told
