"""The step of sign-in that asks for a second proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, override

from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.utils import timezone

from cordee.people import policy

if TYPE_CHECKING:
    from django.http import HttpRequest


class SecondFactor(AuthenticateStage):  # type: ignore[misc] # allauth has no types
    """Ask it of those whose role demands it, and of those who set up an authenticator app.

    Someone else's passkey is a convenience: it never stands between her and her code, so that
    the code by e-mail always works, also without JavaScript.
    """

    @override
    def _should_handle(self, request: HttpRequest) -> bool:
        if not super()._should_handle(request):
            return False
        user = self.login.user
        chose = is_mfa_enabled(user, [Authenticator.Type.TOTP])
        return chose or policy.needs_second_factor(user, timezone.now())
