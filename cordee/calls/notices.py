"""What other rooms show on the page of a call, without the call knowing them.

# cordee/selection/menu.py
@call_notice(order=10)
def winners(edition, at):
    return Section("selection/parts/winners.html", {...})
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cordee.calls.models import Edition
    from cordee.web.home import Section

    type Provider = Callable[[Edition, datetime], Section | None]

_PROVIDERS: list[tuple[int, Provider]] = []


def call_notice(*, order: int) -> Callable[[Provider], Provider]:
    """Register a function from a call and an instant to a section, or to None."""

    def register(provider: Provider) -> Provider:
        _PROVIDERS.append((order, provider))
        return provider

    return register


def notices(edition: Edition, at: datetime) -> list[Section]:
    """The sections other rooms show on the page of this call, in order."""
    ordered = sorted(_PROVIDERS, key=lambda pair: pair[0])
    return [section for _, provider in ordered if (section := provider(edition, at))]
