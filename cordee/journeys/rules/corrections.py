"""A contribution that is a share of an aid follows that aid: what to write anew, ask, give back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cordee.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cordee.journeys.rules.fees import Part

CORRECTING = 1000
"""Parts from there correct what was already settled: more to ask, or, below zero, to give back."""
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Written:
    """A contribution as it stands; `settled` when it is received, given back, or on its credit."""

    part: int
    amount: Decimal
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a part becomes, in units of the currency; nothing: it is owed no more."""

    part: int
    amount: Decimal
    because: str


def changes(label: str, written: Sequence[Written], owed: Sequence[Part]) -> Iterator[Change]:
    """What to change so that what is written comes to what is owed.

    What is settled never changes: its difference becomes a part of its own.
    """
    wanted = {one.rank: one for one in owed}
    settled = [one for one in written if one.settled]
    left = {one.part: one.amount for one in written if not one.settled}
    done = {one.part for one in settled}
    for part in sorted({*wanted, *(one for one in left if one < CORRECTING)} - done):
        due = wanted.get(part)
        amount = due.amount if due else NOTHING
        if amount != left.get(part, NOTHING):
            yield Change(part, amount, due.label if due else label)
    met = sum((one.amount for part, one in wanted.items() if part in done), NOTHING)
    gap = met - sum((one.amount for one in settled), NOTHING)
    held = next((part for part in left if part >= CORRECTING), None)
    if gap != left.get(held if held is not None else -1, NOTHING):
        part = max([CORRECTING - 1, *done]) + 1 if held is None else held
        yield Change(
            part, gap, french.say("Correction, l’aide ayant changé : {label}", label=label)
        )
