"""The request as views receive it, and what is asked only once while it lasts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request once every middleware has passed; `user` is typed by the people app, above us."""

    htmx: HtmxDetails
    user: Any


_answers: ContextVar[dict[str, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def asking() -> Iterator[None]:
    """Remember answers until the end of this request."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once[T](question: str, answer: Callable[[], T]) -> T:
    """Answer what guards, menus and pages all ask: once a request, each time outside one."""
    known = _answers.get()
    if known is None:
        return answer()
    if question not in known:
        known[question] = answer()
    found: T = known[question]
    return found
