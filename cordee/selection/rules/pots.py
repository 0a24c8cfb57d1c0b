"""Money set apart that is not spent: carried over to the next pot, or passed on to the others.

A pot is a bound on what some files come to. What one leaves is lent by widening the bound of those
who may use it, for the files of both together: nothing is ever spent twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from cordee.programme.schema.sharing import Envelope

MOST = 5
"""Pots that pass nothing on and are looked at in every combination; beyond, one by one."""
JOIN = "+"
"""Between the keys of pots looked at together."""


@dataclass(frozen=True, slots=True)
class Pot:
    """What some files may come to, at most."""

    key: str
    top: Decimal
    amounts: Mapping[str, Decimal]


def carried(parts: Iterable[tuple[Envelope, Sequence[Pot]]]) -> list[tuple[Envelope, Pot]]:
    """Each pot, widened by what the one before it leaves when its envelope is carried over.

    The files of both then count together; the first one keeps its own bound.
    """
    found: list[tuple[Envelope, Pot]] = []
    before: Pot | None = None
    for part, own in parts:
        alone = len(own) == 1
        pots = [_widened(before, own[0])] if before is not None and alone else own
        found += [(part, one) for one in pots]
        before = pots[0] if part.carried_over and alone else None
    return found


def _widened(before: Pot, one: Pot) -> Pot:
    return Pot(one.key, before.top + one.top, {**before.amounts, **one.amounts})


def pooled(parts: Sequence[tuple[Envelope, Pot]]) -> Iterator[Pot]:
    """Every bound that holds once what some pots leave may go to the others."""
    lending = [one for part, one in parts if part.transferable]
    own = [one for part, one in parts if not part.transferable]
    if not lending:
        yield from own
        return
    yield _together(lending)
    for some in _some(own):
        yield _together([*lending, *some])


def _some(pots: Sequence[Pot]) -> Iterator[tuple[Pot, ...]]:
    sizes = range(1, len(pots) + 1) if len(pots) <= MOST else sorted({1, len(pots)})
    yield from chain.from_iterable(combinations(pots, size) for size in sizes)


def _together(pots: Sequence[Pot]) -> Pot:
    amounts = {file: amount for one in pots for file, amount in one.amounts.items()}
    return Pot(
        JOIN.join(one.key for one in pots), sum((one.top for one in pots[1:]), pots[0].top), amounts
    )
