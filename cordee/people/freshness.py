"""A session is fresh for a quarter of an hour; graver acts ask to prove oneself again."""

from __future__ import annotations

import time
from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from cordee.web import errors, resume
from cordee.web.guards import onward

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

LASTS = 15 * 60
"""How long a proof of identity counts, in seconds."""


def is_fresh(request: HttpRequest) -> bool:
    """Whether someone proved who she is a moment ago; always in the demo."""
    if settings.DEMO:
        return True
    proofs = get_authentication_records(request, request.user)
    return bool(proofs) and time.time() - proofs[-1]["at"] < LASTS


def fresh(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask a signed-in person to renew her session before a grave act (erase, second factor…).

    Put it on the page that shows the form too: nothing is then typed in vain.
    """

    @wraps(view)
    def guard(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or is_fresh(request):
            return view(request, *args, **kwargs)
        question = urlencode({"next": _back(request)})
        return onward(request, f"{reverse('people:renew')}?{question}")

    return guard


def _back(request: HttpRequest) -> str:
    """Where to come back: this page, or what was being sent from it."""
    if request.method != "POST":
        return request.get_full_path()
    page = errors.back(request)
    return reverse("web:resume") if resume.keep(request, errors.kept(request), page) else page
