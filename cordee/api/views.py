"""Pages around the interface: one's tokens, those of everybody for the team, the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache

from cordee.api import actions, documentation, policy
from cordee.api.forms import LABELS, TokenForm
from cordee.api.models import AccessToken
from cordee.kernel.findings import Refused
from cordee.people.freshness import fresh
from cordee.people.guards import for_team
from cordee.people.policy import is_staff
from cordee.web.components import paginated
from cordee.web.guards import (
    guarded,
    onward,
    require_http_methods,
    require_POST,
    require_safe,
    signed_in,
)
from cordee.web.problems import TITLES

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.web.requests import Request


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@fresh
def tokens(request: Request) -> HttpResponse:
    """My tokens; a new one, shown this once."""
    now = timezone.now()
    team = is_staff(request.user, now)
    posted = request.POST if request.method == "POST" else None
    form = TokenForm(request.user, team=team, data=posted)
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    said = form.cleaned_data
    try:
        made, token = actions.make(
            name=said["name"],
            scopes=said["scopes"],
            expires_at=form.expires_at,
            organisation=said.get("organisation"),
            by=request.user,
            at=now,
        )
    except Refused as refusal:
        return _page(request, form, findings=refusal.findings)
    shown = {"token": made, "secret": token, "address": f"{settings.SITE_URL}/api/v1/moi"}
    return render(request, "api/made.html", shown)


def _page(request: Request, form: TokenForm, **more: Any) -> HttpResponse:
    page = paginated(request, AccessToken.objects.of(request.user))
    shown = {"page": page, "rows": _rows(page), "form": form, "findings": [], **more}
    return render(request, "api/tokens.html", shown, status=422 if form.is_bound else 200)


def _rows(page: Any) -> list[tuple[AccessToken, bool, list[Any]]]:
    now = timezone.now()
    return [
        (one, one.opens(now), [label for key, label in LABELS.items() if key in one.scopes])
        for one in page
    ]


@require_POST
@guarded(AccessToken, policy.may_revoke)
def revoke(request: Request, token: AccessToken) -> HttpResponse:
    """Close a token at once."""
    actions.revoke(token, by=request.user, at=timezone.now())
    messages.success(request, _("Ce jeton n’ouvre plus rien."))
    mine = token.user_id == request.user.pk
    return onward(request, "api:tokens" if mine else "api:every")


def _all() -> QuerySet[AccessToken]:
    return AccessToken.objects.select_related("user__person", "organisation").order_by(
        "revoked_at", "-made_at", "-pk"
    )


@require_safe
@for_team
def every(request: Request) -> HttpResponse:
    """The tokens of everybody: who lets which program do what; the team may revoke them."""
    page = paginated(request, _all())
    return render(request, "api/every.html", {"page": page, "rows": _rows(page)})


@require_safe
@cache_control(public=True, max_age=600)
def openapi(_request: Request) -> HttpResponse:
    """The OpenAPI document, for tools."""
    response = JsonResponse(documentation.document(), json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def guide(request: Request) -> HttpResponse:
    """The documentation, as people read it."""
    shown = {
        "chapters": documentation.chapters(),
        "problems": list(TITLES.items()),
        "scopes": [(one.value, label) for one, label in LABELS.items()],
        "site": settings.SITE_URL,
        "per_minute": settings.API_PER_MINUTE,
    }
    return render(request, "api/documentation.html", shown)
