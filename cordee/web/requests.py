"""The request as views receive it."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """A request once every middleware has passed; `user` is typed by the people app, above us."""

    htmx: HtmxDetails
    user: Any
