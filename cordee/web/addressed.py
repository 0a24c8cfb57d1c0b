"""The language of what has no session: a calendar to subscribe to, a card in someone's page."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from cordee.web.requests import Request

NAME = "langue"


def addressed[**P](
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponse]:
    """Answer in the language that the address names (`?langue=en`), in French when it names none.

    The session is not looked at: whoever keeps such an address, or shares a cache, has none.
    """

    @wraps(view)
    def answered(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        named = request.GET.get(NAME, "")
        language = named if named in dict(settings.LANGUAGES) else str(settings.LANGUAGE_CODE)
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return answered


def tail() -> str:
    """What an address ends with so that it speaks the language of the present page."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return "" if language == settings.LANGUAGE_CODE else f"?{NAME}={language}"
