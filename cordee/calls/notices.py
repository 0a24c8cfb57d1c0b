"""What other rooms show on the page of a call, without the call knowing them.

# cordee/selection/menu.py
@call_notice(order=10)
def winners(edition, at):
    return Section("selection/parts/winners.html", {...})
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel.ordered import Ordered

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cordee.calls.models import Edition
    from cordee.web.home import Section

    type Provider = Callable[[Edition, datetime], Section | None]

_PROVIDERS: Ordered[Provider] = Ordered()


def call_notice(*, order: int) -> Callable[[Provider], Provider]:
    """Register a function from a call and an instant to a section, or to None."""
    return _PROVIDERS.at(order)


def notices(edition: Edition, at: datetime) -> list[Section]:
    """The sections other rooms show on the page of this call, in order."""
    return [section for provider in _PROVIDERS if (section := provider(edition, at))]
