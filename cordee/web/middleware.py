"""Middleware: the language chosen by the person, and bad input answered by a clear page."""

import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from cordee.kernel.findings import Refused
from cordee.kernel.speech import heard
from cordee.web import errors, problems
from cordee.web.requests import asking

type Next = Callable[[HttpRequest], HttpResponseBase]
LANGUAGE_KEY = "language"
log = logging.getLogger(__name__)


class Language:
    """French, unless this session chose another language.

    The browser's own preference is not followed: the content is French, and an English frame
    around it by surprise helps nobody. The choice lives in the session: no other cookie.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of this session."""
        language = self._chosen(request)
        translation.activate(language)
        with asking():
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if response.headers["Content-Language"] != settings.LANGUAGE_CODE:
            _without_french_spaces(response)
        return response

    def _chosen(self, request: HttpRequest) -> str:
        """The session's language; sessions are not read when there is no cookie."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return str(settings.LANGUAGE_CODE)
        chosen = request.session.get(LANGUAGE_KEY)
        return chosen if chosen in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)


SPACED = re.compile(rb"&nbsp;(?=[:;?!])")
"""The space that our templates write before a sign; people's own text never holds this entity."""


def _without_french_spaces(response: HttpResponseBase) -> None:
    """Take away the spaces that only French sets before its signs."""
    page = response.headers.get("Content-Type", "").startswith("text/html")
    if page and isinstance(response, HttpResponse):
        response.content = SPACED.sub(b"", response.content)
        if "Content-Length" in response.headers:
            response.headers["Content-Length"] = str(len(response.content))


class Sieve:
    """Stop what no page can read: null bytes, oversized bodies, values out of range."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer at once what cannot be read, and dress what came out bare."""
        if _length(request) > _most(request):
            return errors.page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if "\0" in unquote(request.META.get("QUERY_STRING", "")) + request.path:
            return errors.page(request, HTTPStatus.BAD_REQUEST)
        response = self.get_response(request)
        return self._dressed(request, response)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 400 for what only the database could recognise as unreadable."""
        if isinstance(exception, Refused):
            reason = " ".join(heard(finding.sentence) for finding in exception.findings)
            return errors.page(request, 422, reason=reason, kept=errors.kept(request))
        if isinstance(exception, DataError) or "NUL (0x00)" in str(exception):
            log.warning("Unreadable value at %s: %s", request.path, exception)
            return errors.page(request, 400, kept=errors.kept(request))
        return None

    def _dressed(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Give Django's bare 405 its page."""
        bare = isinstance(response, HttpResponse) and (
            not response.content or problems.of_a_program(request)
        )
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not bare:
            return response
        page = errors.page(request, HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response.headers.get("Allow", "")
        return page


def _most(request: HttpRequest) -> int:
    """How large a body may be here: more where files come, from who shows a key of the house."""
    knocks = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    if knocks and any(re.match(one, request.path) for one in settings.LARGE_UPLOADS):
        return max(settings.UPLOAD_MAX_BYTES, settings.REQUEST_MAX_BYTES)
    return int(settings.REQUEST_MAX_BYTES)


def _length(request: HttpRequest) -> int:
    """The announced size of the body, in bytes; nonsense counts as nothing."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isdecimal() else 0
