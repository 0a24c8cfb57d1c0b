"""Who came, counted by kind and way, and a number told compared with its list (R280-R283)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

MOST = 99_999


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a kind, on site and at a distance."""

    kind: str
    on_site: int
    remote: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.on_site + self.remote


def gathered(lines: Iterable[Line]) -> list[Line]:
    """One line a kind, in the order in which kinds first appear."""
    here: Counter[str] = Counter()
    away: Counter[str] = Counter()
    for one in lines:
        here[one.kind] += one.on_site
        away[one.kind] += one.remote
    return [Line(kind, here[kind], away[kind]) for kind in here]


def total(lines: Iterable[Line]) -> int:
    """Everybody."""
    return sum(one.total for one in lines)


def sum_faults(said: int | None, lines: Iterable[Line]) -> list[Finding]:
    """A number told elsewhere that the list does not give."""
    found = total(lines)
    if said is None or said == found:
        return []
    sentence = french.say(
        "{said} participant·es annoncé·es, {found} dans la liste : l’un des deux est à corriger.",
        said=said,
        found=found,
    )
    return [broken("gathering.sum", "said_total", sentence)]


def held_faults(title: str, on: date, today: date, *, came: bool = False) -> list[Finding]:
    """Why a gathering is not written so; nobody came yet to one that is still to come."""
    found = []
    if not tidy(title):
        said = french.say("Donnez un titre à la rencontre.")
        found.append(missing("gathering.title", "title", said))
    if came and on > today:
        said = french.say("Cette rencontre n’a pas encore eu lieu.")
        found.append(broken("gathering.future", "on", said))
    return found


def shares(kinds: Iterable[str]) -> list[tuple[str, int, int]]:
    """Each kind, how many, and its share in whole percents; the most numerous first."""
    found = Counter(kinds)
    every = sum(found.values())
    ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [(kind, count, round(100 * count / every)) for kind, count in ranked]
