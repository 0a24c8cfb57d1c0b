"""Leaving what the directory of public servants opened: its session, or its link to an account."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.account import views as account
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cordee.people.proconnect import linking
from cordee.people.proconnect.provider import LEFT
from cordee.web.guards import signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from cordee.web.requests import Request


def leave(request: HttpRequest) -> HttpResponse:
    """Sign out; who came by ProConnect is then offered to leave it too."""
    known = request.session.get(LEFT) if request.method == "POST" else None
    response: HttpResponse = account.logout(request)
    if not known or not known.get("end"):
        return response
    request.session[LEFT] = known
    return redirect("proconnect_left")


@never_cache
@require_safe
def left(request: Request) -> HttpResponse:
    """Signed out here; one link ends the session of ProConnect, which others may still use.

    A link and not a redirection: our policy lets no form lead to another host.
    """
    known = request.session.pop(LEFT, None)
    if request.user.is_authenticated or not known:
        return redirect(settings.LOGOUT_REDIRECT_URL)
    back = settings.SITE_URL + reverse("web:home")
    asked = {"id_token_hint": known["token"], "post_logout_redirect_uri": back}
    return render(request, "people/left.html", {"address": f"{known['end']}?{urlencode(asked)}"})


@require_POST
@signed_in
def unlink(request: Request) -> HttpResponse:
    """Let ProConnect open my account no more."""
    linking.unlink(request.user, at=timezone.now())
    messages.success(request, _("ProConnect n’ouvre plus votre compte. Le code reste possible."))
    return redirect("people:profile")
