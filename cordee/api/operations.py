"""How an address of the interface is declared: its verb, its scope, what it answers."""

from __future__ import annotations

import json
from functools import wraps
from typing import TYPE_CHECKING, Any, override

from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from cordee.api.door import Problem, Token, require, unknown
from cordee.api.rules.marks import listed, mark, quoted
from cordee.kernel.findings import Refused
from cordee.web.problems import malformed, problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from ninja import Router

    from cordee.api.rules.scopes import Scope

DESCRIPTION = """Les mêmes actes que les pages, sous les mêmes règles, pour un autre programme.

Un jeton se crée depuis son profil ; il ne permet jamais plus que son auteur. Toute erreur est un
`application/problem+json` dont `findings` porte les constats en français."""


class Exact(Parser):
    """JSON without floats (a figure stays as it was written) nor the words JSON does not know."""

    @override
    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, parse_float=str, parse_constant=_no_constant)


def _no_constant(word: str) -> Any:
    raise ValueError(word)


api = NinjaAPI(
    title="Cordée",
    version="1",
    description=DESCRIPTION,
    auth=Token(),
    parser=Exact(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api-1",
)


def operation(
    router: Router, verb: str, path: str, *, scope: Scope | None = None, **more: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare an address; a token without `scope` is refused before anything is read."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guard(request: HttpRequest, /, *args: Any, **kwargs: Any) -> Any:
            if scope is not None:
                require(request, scope)
            return view(request, *args, **kwargs)

        said = (view.__doc__ or "").strip()
        return router.api_operation(
            [verb],
            path,
            summary=said.splitlines()[0],
            description=" ".join(said.split()),
            operation_id=f"{verb.lower()}_{more['url_name']}",
            openapi_extra={"x-scope": scope.value} if scope else {},
            **more,
        )(guard)

    return decorate


def answered(
    request: HttpRequest, content: Any, status: int = 200, etag: str = "", **headers: str
) -> HttpResponse:
    """Plain data as JSON, with its mark; 304 when the program holds it already."""
    word = etag or mark(content)
    held = listed(request.headers.get("If-None-Match", ""))
    if request.method in {"GET", "HEAD"} and (word in held or "*" in held):
        response = HttpResponse(status=304)
    else:
        response = JsonResponse(
            content, status=status, safe=False, json_dumps_params={"ensure_ascii": False}
        )
    response["ETag"] = quoted(word)
    response["Cache-Control"] = "private, no-cache"
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def expected(request: HttpRequest, word: str, current: Any) -> None:
    """Refuse (412) to act on something else than what the program read, when it says what."""
    header = request.headers.get("If-Match", "")
    if header and word not in listed(header) and "*" not in listed(header):
        raise Problem(
            412, _("Relisez l’objet, puis recommencez."), current=current,
            headers={"ETag": quoted(word)},
        )  # fmt: skip


def _said(kind: str) -> str:
    """What is wrong with one field, whatever the library calls it."""
    for start, sentence in (
        ("missing", _("Ce champ est nécessaire.")),
        ("extra_forbidden", _("Ce champ n’existe pas : vérifiez son nom.")),
        ("string_too_long", _("Ce texte est trop long.")),
        ("too_long", _("Cette liste est trop longue.")),
        ("string", _("Un texte est attendu.")),
        ("int", _("Un nombre entier est attendu.")),
        ("bool", _("Vrai ou faux est attendu.")),
        ("datetime", _("Un instant est attendu, comme 2025-01-10T12:00:00+01:00.")),
    ):
        if kind.startswith(start):
            return sentence
    return _("Ce champ n’a pas la forme attendue.")


@api.exception_handler(Problem)
def _problem(_request: HttpRequest, refusal: Problem) -> HttpResponse:
    return refusal.answer()


@api.exception_handler(Refused)
def _refused(_request: HttpRequest, refusal: Refused) -> HttpResponse:
    return problem(422, findings=refusal.findings)


@api.exception_handler(AuthenticationError)
def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return unknown().answer()


@api.exception_handler(Http404)
def _absent(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(404)


@api.exception_handler(PermissionDenied)
def _denied(_request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return problem(403, str(error))


@api.exception_handler(DataError)
def _unreadable(_request: HttpRequest, _error: DataError) -> HttpResponse:
    return problem(400, _("Une valeur est hors de ce qu’une base peut garder."))


@api.exception_handler(HttpError)
def _failed(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, _("Envoyez du JSON lisible, en UTF-8."))


@api.exception_handler(ValidationError)
def _malformed(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    places = [".".join(str(one) for one in fault["loc"][1:]) for fault in error.errors]
    faults = [
        {"where": place, "sentence": _said(fault["type"])}
        for place, fault in zip(places, error.errors, strict=True)
    ]
    return problem(422, malformed(place or "?" for place in places), faults=faults)
