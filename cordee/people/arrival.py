"""Enter without a code: by an invitation that proved the address, or in the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cordee.people.models import User


def enter(
    request: HttpRequest, user: User, *, method: str, onward: str | None = None
) -> HttpResponse:
    """Sign in an account whose address is proved; a second factor is still asked of who owes it."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    record_authentication(request, user, method=method)
    response: HttpResponse = perform_login(request, user, redirect_url=onward, email=user.email)
    return response
