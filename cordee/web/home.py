"""The sections of the home page: each app gives its own in its `menu` module.

    # cordee/calls/menu.py
    @home_section(order=10)
    def open_calls(request):
        return Section("calls/parts/open.html", {"calls": queries.open_now()})

The template reads its context under the name `section`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from cordee.kernel.ordered import Ordered


@dataclass(frozen=True, slots=True)
class Section:
    """A template and what it shows."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


type Provider = Callable[[HttpRequest], Section | None]
_PROVIDERS: Ordered[Provider] = Ordered()


def home_section(*, order: int) -> Callable[[Provider], Provider]:
    """Register a function from the request to a section, or to None when it has nothing to say."""
    return _PROVIDERS.at(order)


def sections(request: HttpRequest) -> list[Section]:
    """The sections to show, in order."""
    return [section for provider in _PROVIDERS if (section := provider(request))]
