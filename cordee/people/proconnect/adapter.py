"""Where ProConnect's answer meets an account: known, it opens it; new, its address must answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Never, override

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.utils import passthrough_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cordee.people.actions.accounts import reserve
from cordee.people.proconnect import linking

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

    from cordee.people.models import User

log = logging.getLogger(__name__)


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth has no types
    """The directory's side of allauth, in our words."""

    @override
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in who is known; have anyone else's address answer once, by the usual code."""
        if sociallogin.is_existing:
            return
        said = _said(sociallogin)
        if request.user.is_authenticated:
            _link_here(request, sociallogin, said)
        linking.hold(request, sociallogin, said)
        _send_code(request, said["email"], sociallogin.state.get("next"))

    @override
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts open by their code alone."""
        return False

    @override
    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """Back to the page of sign-in, where the code by e-mail always works."""
        if error == AuthError.CANCELLED:
            _back(request, _("Vous n’avez pas terminé avec ProConnect. Un code reste possible."))
        log.warning("ProConnect: %s %s", error, exception)
        _back(
            request,
            _("La connexion par ProConnect n’a pas abouti. Recommencez, ou demandez un code."),
        )


def _said(login: SocialLogin) -> dict[str, str]:
    """Her address and names as ProConnect gives them."""
    said = login.provider.extract_common_fields({"userinfo": login.information})
    try:
        validate_email(said["email"])
    except ValidationError:
        return {"email": "", "given_name": "", "family_name": ""}
    return {
        "email": said["email"], "given_name": said["first_name"],
        "family_name": said["last_name"],
    }  # fmt: skip


def _link_here(request: HttpRequest, login: SocialLogin, said: dict[str, str]) -> Never:
    """Someone signed in links her own identity, when it bears her address."""
    user: User = request.user  # type: ignore[assignment] # signed in, as asked above
    held = {"uid": login.account.uid, "data": login.account.extra_data, **said}
    if said["email"] == user.email and linking.link(user, held, at=timezone.now()):
        messages.success(request, _("ProConnect ouvre désormais votre compte."))
    else:
        text = _("L’adresse que donne ProConnect n’est pas celle de votre compte : rien n’est lié.")
        messages.error(request, text)
    raise ImmediateHttpResponse(HttpResponseRedirect(reverse("people:profile")))


def _send_code(request: HttpRequest, email: str, onward: str | None) -> Never:
    from cordee.people.forms import WAIT, too_fast  # noqa: PLC0415 - forms stand above us
    from cordee.web import errors  # noqa: PLC0415 - only when it refuses

    if not email:
        _back(request, _("ProConnect n’a pas donné d’adresse lisible. Demandez un code."))
    if too_fast(request, email):
        raise ImmediateHttpResponse(errors.too_many(request, after=WAIT))
    user = reserve(email, at=timezone.now())
    if not user.is_active:
        _back(request, _("Ce compte est fermé. Écrivez à l’équipe."))
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=user.email)
    text = _("Première fois par ProConnect : un code part vers %s. Il ne sera plus demandé.")
    messages.info(request, text % email)
    address = reverse("account_confirm_login_code")
    if onward:
        address = f"{address}?{urlencode({REDIRECT_FIELD_NAME: onward})}"
    raise ImmediateHttpResponse(HttpResponseRedirect(address))


def _back(request: HttpRequest, text: str) -> Never:
    messages.warning(request, text)
    address = reverse("account_login")
    raise ImmediateHttpResponse(
        HttpResponseRedirect(passthrough_next_redirect_url(request, address, REDIRECT_FIELD_NAME))
    )
