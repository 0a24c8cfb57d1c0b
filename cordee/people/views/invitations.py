"""The invitation's page: who invites, to what; one click takes it, none is taken by reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cordee.kernel.findings import Finding, Refused
from cordee.people import actions, policy, queries
from cordee.people.actions.invitations import digest_of
from cordee.people.arrival import enter
from cordee.people.forms import Invite
from cordee.people.guards import for_team
from cordee.people.models import Invitation, Seat, User
from cordee.people.views.directory import answered
from cordee.reactions import ARRIVALS
from cordee.web import errors
from cordee.web.components import paginated
from cordee.web.guards import guarded

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.paginator import Page
    from django.http import HttpRequest

    from cordee.web.requests import Request


def _invitation(token: str) -> Invitation:
    found = queries.invitation_of(digest_of(token))
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
@for_team
def sent(request: Request) -> HttpResponse:
    """Every invitation, latest first, and what became of it."""
    words = request.GET.get("q", "")[:200].replace("\0", "").strip().lower()
    found = Invitation.objects.listed().filter(email__contains=words)
    page: Page[Invitation] = paginated(request, found)
    queries.label_scopes(page.object_list)
    shown = {"page": page, "words": words, "now": timezone.now()}
    return render(request, "people/invitations.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def invite(request: Request) -> HttpResponse:
    """Offer a role on the whole house."""

    def act(form: Any) -> HttpResponse:
        role, now = form.cleaned_data["role"], timezone.now()
        right = policy.may_give_role(request.user, role, now)
        if not right:
            raise PermissionDenied(right.reason)
        made = actions.invite(form.cleaned_data["email"], role, by=request.user, at=now)
        messages.success(request, _("L’invitation part vers %s.") % made.email)
        return redirect("people:invitations")

    form = Invite(request.POST or None)
    return answered(request, form, act, title=_("Inviter quelqu’un"), action=_("Inviter"))


@require_POST
@guarded(Invitation, policy.may_keep_invitation)
def send_again(request: Request, offered: Invitation) -> HttpResponse:
    """Send an invitation again, with a new link."""
    actions.renew(offered, by=request.user, at=timezone.now())
    messages.success(request, _("Un nouveau lien part vers %s.") % offered.email)
    return redirect("people:invitations")


@require_POST
@guarded(Invitation, policy.may_keep_invitation)
def withdraw(request: Request, offered: Invitation) -> HttpResponse:
    """Take an invitation back."""
    actions.withdraw(offered, by=request.user, at=timezone.now())
    messages.success(request, _("L’invitation est retirée."))
    return redirect("people:invitations")


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
    """Where a role begins; else the page of the object the seat is held on, or the workspace."""
    if seat.role in ARRIVALS:
        return reverse(ARRIVALS[seat.role])
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
