"""Someone who owes a second factor sets it up before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cordee.people.rules import MUST_ENROL
from cordee.web.guards import onward

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

OPEN = ("mfa_", "account_logout", "web:", "people:renew")


class SecondFactor:
    """Lead the marked sessions to the page where a second factor is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass: the page it leads to decides, in `process_view`."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Send them on, unless they are on their way or the mark is out of date."""
        if not request.session.get(MUST_ENROL) or not request.user.is_authenticated:
            return None
        if _lacks(request):
            match = request.resolver_match
            open_to_all = match is not None and match.view_name.startswith(OPEN)
            return None if open_to_all else onward(request, "mfa_index")
        del request.session[MUST_ENROL]
        return None


def _lacks(request: HttpRequest) -> bool:
    from cordee.people import policy  # noqa: PLC0415 - models are not ready when settings name us

    return policy.lacks_second_factor(request.user, timezone.now())  # type: ignore[arg-type] # a User once signed in
