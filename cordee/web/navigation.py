"""The links of every page: each app gives its own in a module named `menu`, web knows none.

    # cordee/calls/menu.py
    @navigation
    def links(request):
        yield Link(_("Appels"), address("calls:list"), order=10)

Every app's `menu` is imported at start-up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

type Zone = Literal["main", "account", "footer", "team"]
"""Where a link stands; « team »: the doors of the team, on its workspace."""
type Provider = Callable[[HttpRequest], Iterable["Link"]]


@dataclass(frozen=True, slots=True)
class Link:
    """One entry: where it leads, in which zone of the shell, and in which order."""

    label: str | Promise
    url: str
    zone: Zone = "main"
    order: int = 50
    post: bool = False
    """A button that posts (sign out) rather than a link."""

    def current(self, path: str) -> str:
        """The value of `aria-current`: "page" here, "true" inside the section, else nothing."""
        if path == self.url:
            return "page"
        inside = self.url != "/" and path.startswith(self.url)
        return "true" if inside else ""


_providers: list[Provider] = []


@cache
def address(name: str) -> str:
    """The address of a page without argument, found once a process: every page has the menu."""
    return reverse(name)


def navigation(provider: Provider) -> Provider:
    """Register a function from the request to its links; used as a decorator in `menu.py`."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def links(request: HttpRequest) -> list[Link]:
    """Every link for this request, in order; each app is asked once."""
    found = [link for provider in _providers for link in provider(request)]
    return sorted(found, key=lambda link: (link.order, str(link.label)))
