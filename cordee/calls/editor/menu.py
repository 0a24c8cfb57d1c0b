"""What the editor shows elsewhere: the page of the call as anybody will read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cordee.calls.editor.previews import preview
from cordee.calls.views import public
from cordee.web.navigation import Link, address, navigation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from cordee.calls.models import Edition
    from cordee.web.requests import Request


@navigation
def links(_request: HttpRequest) -> Iterator[Link]:
    """The drafts of the team."""
    yield Link(_("Rédiger un appel"), address("editor:list"), "team", 6)


@preview("appel", _("L’appel, pour tout le monde"), order=10)
def call(request: Request, edition: Edition, part: str) -> HttpResponse:
    """The page of the call, and its parts."""
    return public.detail(request, edition.key, part or "appel")


@preview("calendrier", _("Calendrier"), order=50)
def calendar(request: Request, edition: Edition, part: str) -> HttpResponse:  # noqa: ARG001 - the shape of a preview
    """The year as a participant reads it on the page of the call."""
    return public.detail(request, edition.key, "programme")
