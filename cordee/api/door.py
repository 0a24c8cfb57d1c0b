"""The door of programs: a token in the header, its scopes, its limit; then its owner's rights."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, override

from django.conf import settings
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from cordee.api.actions import digest_of
from cordee.api.models import AccessToken
from cordee.web.problems import problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

    from cordee.api.rules.scopes import Scope
    from cordee.applications.models import Application
    from cordee.kernel.findings import Finding
    from cordee.kernel.rights import Right

MINUTE = timedelta(minutes=1)


class Problem(Exception):
    """An answer that refuses; raised anywhere, given back as `application/problem+json`."""

    def __init__(
        self, status: int, detail: str = "", findings: list[Finding] | None = None, **more: Any
    ) -> None:
        self.status, self.detail, self.findings = status, detail, findings or []
        self.headers: dict[str, str] = more.pop("headers", {})
        self.more = more
        super().__init__(detail)

    def answer(self) -> HttpResponse:
        """The refusal as a response."""
        response = problem(self.status, self.detail, self.findings, **self.more)
        for name, value in self.headers.items():
            response[name] = value
        return response


class Token(HttpBearer):
    """The only way in: `Authorization: Bearer cordee_…`; no cookie opens anything here."""

    @override
    def authenticate(self, request: HttpRequest, token: str) -> AccessToken:
        """The token, standing and within its limit; the request is then its owner's."""
        now = timezone.now()
        rows = AccessToken.objects.select_related("user__person", "organisation")
        found = rows.filter(digest=digest_of(token)).first()
        if found is None or not found.opens(now) or not found.user.is_active:
            raise unknown()
        _count(found, now)
        request.user = found.user
        return found


def unknown() -> Problem:
    """Nobody was recognised; the answer never says whether the token existed."""
    detail = _(
        "Joignez l’en-tête Authorization: Bearer, suivi d’un jeton valable. Un jeton expiré ou "
        "révoqué se remplace depuis votre profil."
    )
    return Problem(401, detail, headers={"WWW-Authenticate": 'Bearer realm="cordee"'})


def _count(token: AccessToken, now: datetime) -> None:
    """One request more in this minute (one query); beyond the limit, say how long to wait."""
    began = now.replace(second=0, microsecond=0)
    same = Q(minute=began)
    AccessToken.objects.filter(pk=token.pk).update(
        asked=Case(When(same, then=F("asked") + 1), default=Value(1)), minute=began, used_at=now
    )
    asked = token.asked + 1 if token.minute == began else 1
    if asked > settings.API_PER_MINUTE:
        wait = max(1, int((began + MINUTE - now).total_seconds()) + 1)
        detail = _("Ce jeton a déjà posé %(most)d demandes cette minute. Attendez %(wait)d s.") % {
            "most": settings.API_PER_MINUTE,
            "wait": wait,
        }
        raise Problem(429, detail, headers={"Retry-After": str(wait)})


def token_of(request: HttpRequest) -> AccessToken:
    """The token this request came with."""
    found: AccessToken = request.auth  # type: ignore[attr-defined] # set by ninja
    return found


def require(request: HttpRequest, scope: Scope) -> AccessToken:
    """Refuse a token that was not given this scope."""
    token = token_of(request)
    if scope not in token.scopes:
        detail = _("Ce jeton ne permet pas « %s ». Créez-en un qui le permette.") % scope
        raise Problem(403, detail)
    return token


def allow(right: Right) -> None:
    """Refuse what a policy refuses: 404 for what must not exist, else 403 with the reason."""
    if not right:
        raise Problem(403, str(right.reason)) if right.visible else Problem(404)


def row[M: Model](rows: QuerySet[M], **lookup: Any) -> M:
    """The row, or the problem 404."""
    found = rows.filter(**lookup).first()
    if found is None:
        raise Problem(404)
    return found


def file(
    request: HttpRequest,
    public_id: Any,
    policy: Callable[..., Right],
    rows: QuerySet[Application],
    **at: datetime,
) -> Application:
    """The file of that address, once the policy says yes and the token's organisation too."""
    found = row(within(token_of(request), rows), public_id=public_id)
    allow(policy(request.user, found, **at))
    return found


def within(token: AccessToken, rows: QuerySet[Application]) -> QuerySet[Application]:
    """Keep the files of the organisation a token is limited to; all of them without one."""
    body = token.organisation
    if body is None:
        return rows
    codes = [one for one in (body.siren, body.territory_code) if one]
    own = Q(territory__siren__in=codes) | Q(territory__insee__in=codes)
    return rows.filter(own | Q(territory=None, body_name__iexact=body.name))


def whole_house(token: AccessToken) -> None:
    """Refuse what reads beyond one body to a token limited to an organisation."""
    if token.organisation is not None:
        raise Problem(
            403, _("Ce jeton est limité à une organisation : il ne lit pas tout l’appel.")
        )
