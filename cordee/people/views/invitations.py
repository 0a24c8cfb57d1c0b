"""The invitation's page: who invites, to what; one click takes it, none is taken by reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cordee.kernel.findings import Finding, Refused
from cordee.people import actions, queries
from cordee.people.actions.invitations import digest_of
from cordee.people.arrival import enter
from cordee.people.models import Invitation, Seat, User
from cordee.web import errors

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest


def _invitation(token: str) -> Invitation:
    found = queries.invitation_of(digest_of(token))
    if found is None:
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "HEAD"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Read an invitation; mail readers that open links change nothing."""
    return _page(request, token, _invitation(token))


def _page(
    request: HttpRequest, token: str, offered: Invitation, found: tuple[Finding, ...] = ()
) -> HttpResponse:
    now = timezone.now()
    user = request.user
    shown = {
        "invitation": offered,
        "token": token,
        "place": queries.scope_of(offered),
        "sender": queries.person_of(offered.sent_by) or offered.sent_by,
        "pending": offered.is_pending(now),
        "expired": offered.accepted is None
        and offered.withdrawn is None
        and now >= offered.expires,
        "other": user.is_authenticated and user.email != offered.email,
        "findings": found,
    }
    status = 422 if found else 200 if shown["pending"] else 410
    return render(request, "people/invitation.html", shown, status=status)


@never_cache
@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take the seat: at once with a new address, after a code with one that has an account."""
    offered = _invitation(token)
    now = timezone.now()
    if not offered.is_pending(now):
        return _page(request, token, offered)
    if request.user.is_authenticated:
        return _take(request, token, offered, request.user, now)
    if User.objects.filter(email=offered.email).exclude(last_login=None).exists():
        onward = urlencode({"next": reverse("people:invitation", args=[token])})
        messages.info(
            request, _("Connectez-vous avec l’adresse invitée, puis acceptez l’invitation.")
        )
        return redirect(f"{reverse('account_login')}?{onward}")
    return _arrive(request, offered, now)


def _take(
    request: HttpRequest, token: str, offered: Invitation, user: User, now: datetime
) -> HttpResponse:
    try:
        seat = actions.accept(offered, by=user, at=now)
    except Refused as refusal:
        return _page(request, token, offered, tuple(refusal.findings))
    messages.success(request, _("Bienvenue\N{NO-BREAK SPACE}! Votre rôle est enregistré."))
    return redirect(_place(seat))


def _arrive(request: HttpRequest, offered: Invitation, now: datetime) -> HttpResponse:
    """Open the account of an address that the link proves, seat it and let it in."""
    with transaction.atomic():
        user = actions.reserve(offered.email, at=now)
        seat = actions.accept(offered, by=user, at=now)
    return enter(request, user, method="invitation", onward=_place(seat))


def _place(seat: Seat) -> str:
    """The page of the object the seat is held on, or the workspace."""
    place = queries.scope_of(seat)
    address = getattr(place, "get_absolute_url", None)
    return address() if address else reverse("people:workspace")


@never_cache
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a new link: it leaves to the address invited, whoever asks."""
    offered = _invitation(token)
    if not consume(request, action="request_login_code", key=f"invitation:{offered.pk}"):
        return errors.too_many(request, after=600)
    try:
        actions.renew(offered, by=None, at=timezone.now())
    except Refused as refusal:
        return _page(request, token, offered, tuple(refusal.findings))
    return render(request, "people/invitation_sent.html", {"invitation": offered})
