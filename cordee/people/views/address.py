"""Changing one's address: the new one must answer before anything changes."""

from __future__ import annotations

import time
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cordee.kernel.findings import Refused
from cordee.people import actions
from cordee.people.forms import WAIT, ConfirmAddress, NewAddress, too_fast
from cordee.people.freshness import fresh
from cordee.web import errors
from cordee.web.guards import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cordee.web.requests import Request

KEY = "new_address"
LASTS = 15 * 60
"""How long the code works, in seconds."""

TRIES = 5
"""How many times it may be typed."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@fresh
def address(request: Request) -> HttpResponse:
    """Give a new address; a code leaves for it."""
    form = NewAddress(request.POST or None)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    email = form.cleaned_data["email"]
    if too_fast(request, email):
        return errors.too_many(request, after=WAIT)
    _send(request, email)
    return _page(request, ConfirmAddress(), waiting=email)


def _send(request: Request, email: str) -> None:
    """Send a code, or say that the address has an account; the page says the same."""
    code = "" if actions.known(email) else generate_user_code()
    request.session[KEY] = {"email": email, "digest": _digest(code), "tries": 0, "at": time.time()}
    get_adapter().send_mail("people/mail/address", email, {"code": code})


def _digest(code: str) -> str:
    """What the session keeps of a code; no code at all matches nothing."""
    plain = normalize_user_code(code)
    return sha256(plain.encode()).hexdigest() if plain else ""


@never_cache
@require_POST
@signed_in
@fresh
def confirm(request: Request) -> HttpResponse:
    """The code came back: the address changes."""
    asked = cast("dict[str, Any] | None", request.session.get(KEY))
    if not asked or time.time() - asked["at"] > LASTS or asked["tries"] >= TRIES:
        request.session.pop(KEY, None)
        messages.warning(request, _("Ce code n’est plus valable. Demandez-en un nouveau."))
        return redirect("people:address")
    request.session[KEY] = {**asked, "tries": asked["tries"] + 1}
    form = ConfirmAddress(request.POST, digest=asked["digest"])
    if not form.is_valid():
        return _page(request, form, waiting=asked["email"], status=422)
    del request.session[KEY]
    try:
        actions.move(request.user, asked["email"], at=timezone.now())
    except Refused as refusal:
        return _page(request, NewAddress(), findings=refusal.findings, status=422)
    messages.success(request, _("Votre adresse est changée."))
    return redirect("people:profile")


def _page(
    request: Request, form: Any, *, waiting: str = "", findings: Any = (), status: int = 200
) -> HttpResponse:
    shown = {"form": form, "waiting": waiting, "findings": findings, "failed": bool(findings)}
    return render(request, "people/address.html", shown, status=status)
