"""What became of the territories that kept a commitment, beside the others (R317).

It describes a few territories; it proves nothing, and the page that shows it says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FEW = 2
"""Below so many territories on a side, a mean would only tell one of them."""


@dataclass(frozen=True, slots=True)
class Side:
    """Some territories, and how many of their appraised results went forward, out of how many."""

    territories: int
    moved: int
    appraised: int

    @property
    def share(self) -> float:
        """From 0 to 1; nothing appraised is nothing moved."""
        return float(self._exact)

    @property
    def _exact(self) -> Fraction:
        return Fraction(self.moved, self.appraised) if self.appraised else Fraction()


@dataclass(frozen=True, slots=True)
class Crossed:
    """A commitment, those who keep it, those who do not."""

    label: str
    kept: Side
    left: Side

    @property
    def gap(self) -> float:
        """How much further those who keep it went, from -1 to 1."""
        return self.kept.share - self.left.share


def crossed(
    pledges: Iterable[tuple[str, Mapping[int, bool]]], results: Mapping[int, tuple[int, int]]
) -> list[Crossed]:
    """Each commitment that parts the territories in two sides of some size, the widest gap first.

    `pledges` are (label, territory → kept or not), `results` territory → (moved, appraised): one
    without any appraised result is on no side.
    """
    found = []
    for label, stands in pledges:
        sides = {True: _side(stands, results, held=True), False: _side(stands, results, held=False)}
        if min(one.territories for one in sides.values()) >= FEW:
            found.append(Crossed(label, sides[True], sides[False]))
    return sorted(found, key=lambda one: (-abs(one.gap), one.label))


def _side(
    stands: Mapping[int, bool], results: Mapping[int, tuple[int, int]], *, held: bool
) -> Side:
    inside = [results[key] for key, kept in stands.items() if kept is held and key in results]
    known = [(moved, asked) for moved, asked in inside if asked]
    return Side(len(known), sum(one[0] for one in known), sum(one[1] for one in known))


@dataclass(frozen=True, slots=True)
class Units:
    """Meetings of one kind: how many were planned, held, cancelled (R338)."""

    label: str
    planned: int
    held: int
    cancelled: int

    @property
    def ahead(self) -> int:
        """Those still to come."""
        return self.planned - self.held - self.cancelled


def units(meetings: Iterable[tuple[str, str]]) -> list[Units]:
    """Count (kind in words, `held`, `cancelled` or another state), in the order they come."""
    counts: dict[str, Counter[str]] = {}
    for label, state in meetings:
        counts.setdefault(label, Counter())[state] += 1
    return [
        Units(label, told.total(), told["held"], told["cancelled"])
        for label, told in counts.items()
    ]
