"""What the page shell needs on every page, computed only when a template asks for it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject

from cordee.web import navigation
from cordee.web.navigation import Link, Zone
from cordee.web.requests import once


def shell(request: HttpRequest) -> dict[str, Any]:
    """The `shell` variable: links by zone, the service's identity, where to sign in."""
    return {"shell": Shell(request)}


class Shell:
    """The frame of a page; each attribute is computed once, when first read."""

    def __init__(self, request: HttpRequest | None) -> None:
        self._request = request
        self.service = settings.SERVICE
        self.demo = settings.DEMO
        self.main = SimpleLazyObject(lambda: self._links("main"))
        self.account = SimpleLazyObject(lambda: self._links("account"))
        self.footer = SimpleLazyObject(lambda: self._links("footer"))

    def _links(self, zone: Zone) -> list[dict[str, Any]]:
        request = self._request
        if request is None:
            return []
        every = once("navigation", lambda: navigation.links(request))
        here = once("here", lambda: _here(every, request.path))
        return [_shown(link, request.path, link is here) for link in every if link.zone == zone]

    @property
    def path(self) -> str:
        """The present page with its query: where the language switch comes back."""
        return self._request.get_full_path() if self._request else "/"

    @property
    def sign_in(self) -> str:
        """The address of the sign-in page, empty while nobody provides one."""
        try:
            return resolve_url(settings.LOGIN_URL)
        except NoReverseMatch:
            return ""


def _here(every: Iterable[Link], path: str) -> Link | None:
    """The link of the section we are in."""
    return max((link for link in every if link.current(path)), key=_depth, default=None)


def _depth(link: Link) -> int:
    """Of two sections, one inside the other, the inner one is where we are."""
    return len(link.url)


def _shown(link: Link, path: str, here: bool) -> dict[str, Any]:  # noqa: FBT001 - one line above
    current = link.current(path) if here else ""
    return {"label": link.label, "url": link.url, "post": link.post, "current": current}
