"""Sign-in pages: an address, a code, a second proof; each dead end has its way out."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, override
from urllib.parse import urlsplit

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cordee.people import demo
from cordee.people.arrival import enter
from cordee.web.guards import signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from cordee.people.models import User
    from cordee.web.requests import Request

type View = Callable[..., HttpResponse]
ASKED = "code_asked_for"
"""Where the session keeps the address a code was asked for: a new code is one click away."""


class AskForCode(RequestLoginCodeView):  # type: ignore[misc] # allauth has no types
    """Type an address; the answer never tells whether it was known."""

    template_name = "people/signin.html"

    @override
    def get_initial(self) -> dict[str, Any]:
        return {"email": self.request.session.get(ASKED, "")}

    @override
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        onward = get_next_redirect_url(self.request)
        return {**context, "proconnect": bool(settings.PROCONNECT), "onward": onward}

    @override
    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session[ASKED] = form.cleaned_data["email"]
        response: HttpResponse = super().form_valid(form)
        return response

    @override
    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> Any:
        """Let those who ask for it start over, with this address or another."""
        if "recommencer" in request.GET or request.method == "POST":
            return None
        pending = super()._redirect_to_pending_stage(request, stage)
        return redirect(passthrough_next_redirect_url(request, pending.url, REDIRECT_FIELD_NAME))


class GiveCode(ConfirmLoginCodeView):  # type: ignore[misc] # allauth has no types
    """Type the code received."""

    template_name = "people/code.html"

    @override
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "email": self._process.state.get("email", ""),
                "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}  # fmt: skip


def told(view: View) -> View:
    """Answer 422 when a form comes back with its errors: allauth says 200, we tell machines too."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return answer


ask = never_cache(told(AskForCode.as_view()))
_give = told(GiveCode.as_view())


def give(request: HttpRequest) -> HttpResponse:
    """The code's page; when the code is too old, say so where a new one is one click away."""
    answer: HttpResponse = _give(request)
    if not isinstance(answer, HttpResponseRedirect) or request.user.is_authenticated:
        return answer
    if urlsplit(answer.url).path != reverse("account_request_login_code"):
        return answer
    if not len(messages.get_messages(request)):
        messages.warning(
            request, _("Ce code a expiré. Demandez-en un nouveau, il arrive aussitôt.")
        )
    return _over(request)


def _over(request: HttpRequest) -> HttpResponse:
    """Back to the address, keeping where the person was going."""
    url = reverse("account_request_login_code")
    return redirect(passthrough_next_redirect_url(request, url, REDIRECT_FIELD_NAME))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def renew(request: Request) -> HttpResponse:
    """Prove again who one is: the session ends, a code leaves, and one comes back to the act."""
    onward = get_next_redirect_url(request) or reverse("people:workspace")
    if request.method != "POST":
        return render(request, "people/renew.html", {"onward": onward})
    user: User = request.user
    kept = {key: request.session[key] for key in ("kept", "language") if key in request.session}
    logout(request, show_message=False)
    request.session.update(kept | {ASKED: user.email})
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=user.email)
    url = reverse("account_confirm_login_code")
    return redirect(passthrough_next_redirect_url(request, url, REDIRECT_FIELD_NAME))


@never_cache
@require_http_methods(["GET", "HEAD"])
def enter_demo(request: HttpRequest, token: str) -> HttpResponse:
    """Enter the demonstration as one of its people; nothing like it exists elsewhere."""
    if not settings.DEMO:
        raise Http404
    user = demo.guest(token)
    if user is None:
        messages.warning(
            request, _("Ce lien a expiré. Relancez « cordee demo links » pour en avoir d’autres.")
        )
        return redirect("account_login")
    if request.user.is_authenticated:
        logout(request, show_message=False)
    return enter(request, user, method="demo")
