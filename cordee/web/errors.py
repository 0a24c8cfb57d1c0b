"""Error pages: what happened, why, and the way out, with the status that tells machines too."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.template.loader import render_to_string

from cordee.kernel.speech import heard, remembered
from cordee.web import problems, resume
from cordee.web.context import Shell

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
SECRET = ("password", "csrf", "token", "secret")
"""Fields never shown again, whatever happens."""


def page(request: HttpRequest | None, status: int, **context: Any) -> HttpResponse:
    """The page of a status, in the shell of the site; a program reads a problem instead."""
    if problems.of_a_program(request):
        return problems.problem(status, str(context.get("reason", "")))
    shown = {"status": status, "reason": "", "kept": [], "expired": False, "back": "/", **context}
    if request is None:
        shown["shell"] = Shell(None)
    html = render_to_string(f"web/errors/{status}.html", shown, request)
    return HttpResponse(html, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when the body is too large."""
    return page(request, 413 if isinstance(exception, TOO_BIG) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the reason that the policy gave."""
    return page(request, 403, reason=heard(remembered(str(exception))))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """404: nothing here, or nothing for this person; both look the same."""
    return page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: the page uses neither the request nor the database, since either may be broken."""
    if problems.of_a_program(request):
        return problems.problem(500)
    return page(None, 500)


def too_many(request: HttpRequest, *, after: int) -> HttpResponse:
    """429: asked too often; `after` is in seconds."""
    response = page(request, 429, after=after)
    response["Retry-After"] = str(after)
    return response


def expired(request: HttpRequest) -> HttpResponse:
    """403 for someone whose session ended while writing: the text is given back, and kept."""
    fields, page_of = kept(request), back(request)
    waits = resume.keep(request, fields, page_of)
    return page(request, 403, expired=True, kept=fields, back=page_of, waits=waits)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's shape
    """403 when the form's secret is missing or old: the text is given back, and kept."""
    return expired(request)


def back(request: HttpRequest) -> str:
    """The page the form was on, when it is ours; else the posted address."""
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc == request.get_host():
        return referer._replace(scheme="", netloc="").geturl() or "/"
    return request.path


def kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, field by field, without secrets nor blanks."""
    try:
        posted = request.POST
    except (*TOO_BIG, UnreadablePostError, RawPostDataException):
        return []
    return [
        (name, value.replace("\0", ""))
        for name in posted
        for value in posted.getlist(name)
        if value.strip() and not _secret(name.lower())
    ]


def _secret(name: str) -> bool:
    """Whether a field opens something; a postcode does not, the code of a sign-in does."""
    return name in {"code", "credential"} or any(word in name for word in SECRET)
