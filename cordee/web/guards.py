"""Guards of views: the row or 404, the right or 403 with its reason, and the ways on."""

import inspect
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache, wraps
from typing import Any, Concatenate, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from cordee.kernel.findings import Finding
from cordee.kernel.rights import Right
from cordee.web import errors
from cordee.web.ready import ready
from cordee.web.requests import Request

__all__ = [
    "allowed",
    "guarded",
    "onward",
    "refused",
    "require_GET",
    "require_POST",
    "require_http_methods",
    "require_safe",
    "row_or_404",
    "signed_in",
    "steady",
]

UNPROCESSABLE = 422
DOOR = "door"
"""Where a guarded view tells its rows and its policy, for whoever checks every right at once."""
STEADY = "steady"
"""Marks a function whose query never changes."""
type Policy = Callable[..., Right]
type Guarded[M: Model] = Callable[Concatenate[Request, M, ...], HttpResponse]


def guarded[M: Model](
    model: type[M] | Callable[[], QuerySet[M]], policy: Policy, *, by: str = "public_id"
) -> Callable[[Guarded[M]], Callable[..., HttpResponse]]:
    """Give the view its row, once `policy(user, row)` has said yes.

    The address's first captured value is looked up in the field `by`; `model` may also be a
    function returning a QuerySet (to join what the page shows). A policy with a parameter named
    `at` receives the present instant. Unknown row or hidden → 404; refused → the sign-in page
    for an anonymous visitor, else 403 with the reason.
    """

    def decorate(view: Guarded[M]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guard(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
            key, args = _key(by, args, kwargs)
            row = row_or_404(model, **{by: key})
            stop = _stop(request, _right(policy, request, row))
            return stop or view(request, row, *args, **kwargs)  # type: ignore[arg-type] # HttpRequest once middleware passed

        setattr(guard, DOOR, (model, policy))
        return guard

    return decorate


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only signed-in people in; the others sign in first and come back."""

    @wraps(view)
    def guard(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    return guard


def allowed(
    may: Callable[[Any, datetime], Right],
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Give a view without a row only to those of whom `may(user, at)` says yes.

    Visitors sign in first; the others are told why not, or meet a 404 when it is hidden.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @signed_in
        def guard(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
            stop = _stop(request, may(request.user, timezone.now()))
            return stop or view(request, *args, **kwargs)

        return guard

    return decorate


def steady[**P, M: Model](source: Callable[P, QuerySet[M]]) -> Callable[P, QuerySet[M]]:
    """Say that `source` always gives the same query: its SQL is written once (decision 0092).

    Nothing of the moment or of the reader may shape it: it is asked once a process.
    """
    setattr(source, STEADY, True)
    return source


def row_or_404[M: Model](source: type[M] | Callable[[], QuerySet[M]], **lookup: Any) -> M:
    """The row, or the page 404, also when the identifier makes no sense."""
    try:
        if getattr(source, STEADY, False):
            found = _steady_row(cast("Callable[[], QuerySet[M]]", source), lookup)
        else:
            found = next(iter(_one(_rows(source), lookup)), None)
    except (ValueError, ValidationError, OverflowError) as nonsense:
        raise Http404 from nonsense
    if found is None:
        raise Http404
    return found


def _one[M: Model](rows: QuerySet[M], lookup: dict[str, Any]) -> QuerySet[M]:
    rows = rows.filter(**lookup)
    return (rows if rows.query.order_by else rows.order_by())[:1]  # one row has no order


def _steady_row[M: Model](source: Callable[[], QuerySet[M]], lookup: dict[str, Any]) -> M | None:
    field = _model(source)._meta.get_field  # noqa: SLF001 - Django documents it
    values = [field(name).to_python(value) for name, value in lookup.items()]
    return next(iter(_asked(*values, source=source, names=tuple(lookup))), None)


@cache
def _model[M: Model](source: Callable[[], QuerySet[M]]) -> type[M]:
    return source().model


@ready
def _asked(
    *values: Any, source: Callable[[], QuerySet[Any]], names: tuple[str, ...]
) -> QuerySet[Any]:
    return _one(source(), dict(zip(names, values, strict=True)))


def _rows[M: Model](source: type[M] | Callable[[], QuerySet[M]]) -> QuerySet[M]:
    if isinstance(source, type):
        model = cast("type[M]", source)
        return model._default_manager.all()  # noqa: SLF001 - Django documents it
    return source()


def _key(by: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, tuple[Any, ...]]:
    """Take the row's identifier out of what the address captured, named or not."""
    if by in kwargs:
        return kwargs.pop(by), args
    if args:
        return args[0], args[1:]
    return kwargs.pop(next(iter(kwargs))), args


@cache
def _asks_when(policy: Policy) -> bool:
    return "at" in inspect.signature(policy).parameters


def _right(policy: Policy, request: HttpRequest, row: Model) -> Right:
    if _asks_when(policy):
        return policy(request.user, row, at=timezone.now())
    return policy(request.user, row)


def _stop(request: HttpRequest, right: Right) -> HttpResponse | None:
    """The response that refuses, or None when the right holds."""
    if right:
        return None
    if not right.visible:
        raise Http404
    if not request.user.is_authenticated:
        return _to_sign_in(request)
    raise PermissionDenied(right.reason)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page and back here; what was being posted is given back to copy, never lost."""
    if request.method == "POST":
        return errors.expired(request)
    if request.headers.get("HX-Request"):
        here = urlsplit(request.headers.get("HX-Current-URL", "/"))
        response = HttpResponse(status=204)
        login = redirect_to_login(here._replace(scheme="", netloc="").geturl())
        response["HX-Redirect"] = login["Location"]
        return response
    return redirect_to_login(request.get_full_path())


def onward(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Go on to a URL name, an object or an address: 302, or HX-Redirect for htmx."""
    url = resolve_url(to, *args, **kwargs)
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = url
        return response
    return HttpResponseRedirect(url)


def refused(
    request: HttpRequest, template: str, findings: Iterable[Finding], **context: Any
) -> HttpResponse:
    """The same page with its reasons, status 422, title prefixed « Erreur : »."""
    shown = {**context, "findings": list(findings), "failed": True}
    return render(request, template, shown, status=UNPROCESSABLE)
