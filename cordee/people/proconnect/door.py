"""ProConnect as a provider of allauth: its nonce, its signed information, its words.

Imported when its door is open only: what asks other sites weighs on every process.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, override

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.urls import reverse
from django.utils.http import urlencode

from cordee.people.proconnect import tokens
from cordee.people.proconnect.provider import ID, LEFT

if TYPE_CHECKING:
    import requests
    from django.http import HttpRequest, HttpResponse

SCOPES = ["openid", "given_name", "usual_name", "email", "siret"]


class ProConnectAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # allauth has no types
    """Both tokens are verified whatever they came by, and belong to this very sign-in."""

    nonce = ""

    @override
    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Who signed in, once everything signed was checked."""
        given = kwargs["response"].get("id_token") or ""
        identity = self._read(given, app)
        tokens.same_sign_in(identity, self.nonce)
        information = self._read(self._information(token.token), app)
        tokens.same_person(identity, information)
        end = self.openid_config.get("end_session_endpoint", "")
        request.session[LEFT] = {"token": given, "end": end}
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": information})
        login.information = information
        return login

    def _read(self, token: str, app: Any) -> dict[str, Any]:
        return tokens.read(
            token, self._keys, issuer=self.openid_config["issuer"], audience=app.client_id
        )

    @property
    def _keys(self) -> dict[str, Any]:
        """The public keys of ProConnect, fetched once a sign-in: they turn over without warning."""
        if not hasattr(self, "_fetched"):
            self._fetched = _fetch(self.openid_config["jwks_uri"]).json()
        if not isinstance(self._fetched, dict):
            raise tokens.Untrusted("keys")
        return self._fetched

    def _information(self, access: str) -> str:
        """What ProConnect says of the person, as the signed text it must be."""
        answer = _fetch(self.profile_url, Authorization=f"Bearer {access}")
        return str(answer.text.strip())

    @override
    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return str(build_absolute_uri(request, reverse("proconnect_callback")))


def _fetch(address: str, **headers: str) -> requests.Response:
    with get_adapter().get_requests_session() as session:
        answer: requests.Response = session.get(address, headers=headers)
        answer.raise_for_status()
    return answer


class ProConnectProvider(OpenIDConnectProvider):  # type: ignore[misc] # allauth has no types
    """The directory of public servants; nothing an address carries changes what is asked of it."""

    id = ID
    name = "ProConnect"
    oauth2_adapter_class = ProConnectAdapter
    pkce_enabled_default = True

    @override
    def get_default_scope(self) -> list[str]:
        return SCOPES

    @override
    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return SCOPES

    @override
    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        return {"acr_values": "eidas1"}

    @override
    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        address = reverse("proconnect_login")
        return f"{address}?{urlencode(kwargs)}" if kwargs else address

    @override
    def get_callback_url(self) -> str:
        return reverse("proconnect_callback")

    @override
    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """Leave for ProConnect with a nonce that its answer must carry back."""
        nonce = secrets.token_urlsafe(32)
        kwargs["auth_params"] = {**kwargs.get("auth_params", {}), "nonce": nonce}
        response: HttpResponse = super().redirect(
            request, "login", next_url, data, nonce=nonce, **kwargs
        )
        return response

    @override
    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, str]:
        """All that is kept of what ProConnect says: the number of the body she works for."""
        return {"siret": str(data["userinfo"].get("siret") or "")[:14]}

    @override
    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, str]:
        """Her names and her address, for a first sign-in; never kept by themselves."""
        said = data["userinfo"]
        return {
            "email": str(said.get("email") or "").strip().lower(),
            "first_name": str(said.get("given_name") or "").strip(),
            "last_name": str(said.get("usual_name") or "").strip(),
        }

    @override
    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """None: an address is proved here by its code, never by what another says of it."""
        return []


class Callback(OAuth2CallbackView):  # type: ignore[misc] # allauth has no types
    """The way back: what the state kept of this sign-in is what its answer is held against."""

    @override
    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce = str(state.get("nonce") or "")
        return state, response


def _answering(view: Any) -> Any:
    """The view, for our one provider."""

    def answer(request: HttpRequest) -> HttpResponse:
        response: HttpResponse = view.adapter_view(ProConnectAdapter(request, ID))(request)
        return response

    return answer


login = _answering(OAuth2LoginView)
callback = _answering(Callback)
registry.register(ProConnectProvider)
