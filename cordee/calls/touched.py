"""Whom a change of the rules touches, told by the rooms that know them.

# cordee/applications/menu.py
@touched(order=10)
def teams(edition):
    return Circle(_("Équipes qui écrivent"), "candidats", count, names, addresses)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel.ordered import Ordered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cordee.calls.models import Edition
    from cordee.programme.compare import Change
    from cordee.web.components import Text

    type Provider = Callable[[Edition], Circle]

_PROVIDERS: Ordered[Provider] = Ordered()
NAMES = 25
"""Names shown of a circle; the count tells the others."""


@dataclass(frozen=True, slots=True)
class Circle:
    """People who rely on the rules: who they are in words, how many, the first names, their mail.

    `who` is the word by which a change says whom it touches: `candidats`, `jury`, `lauréats`.
    """

    label: Text
    who: str
    count: int
    names: Sequence[str] = ()
    addresses: Sequence[str] = ()


def touched(*, order: int) -> Callable[[Provider], Provider]:
    """Register a function from a call to a circle of people who rely on its rules."""
    return _PROVIDERS.at(order)


def circles(edition: Edition, changes: Iterable[Change]) -> list[Circle]:
    """The circles that promised changes touch, those where somebody is."""
    said = " ".join(one.touches for one in changes if one.promised)
    everybody = "tout le monde" in said
    found = [provider(edition) for provider in _PROVIDERS] if said else []
    return [one for one in found if one.count and (everybody or one.who in said)]
