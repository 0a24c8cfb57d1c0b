"""What becomes of the first file that the envelope no longer pays, and of those after it.

Files are looked at in their order: the best first, or the first to come, or the first drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cordee.kernel import french
from cordee.selection.rules.money import WHOLE

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Literal

    from cordee.programme.schema.choosing import Selection
    from cordee.selection.rules.instance import Candidate

TAKEN = french.say("l’enveloppe ne le paie plus")
AFTER = french.say("après le premier dossier que l’enveloppe ne paie plus")


@dataclass(frozen=True, slots=True)
class Stopped:
    """Who is set aside, and why; who is given less than asked, and how much."""

    aside: dict[str, str] = field(default_factory=dict)
    reduced: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looked:
    """How files are looked at: their merits where merit chooses, the order that settles the rest.

    `first` were put in by the jury, `out` set aside; `least` is the merit that is needed.
    """

    order: Sequence[str]
    merits: Mapping[str, Fraction] = field(default_factory=dict)
    out: Collection[str] = ()
    first: Collection[str] = ()
    least: Fraction | None = None


def standing(candidates: Sequence[Candidate], looked: Looked) -> list[Candidate]:
    """The files that may be chosen, in the order in which they are looked at."""
    place = {file: rank for rank, file in enumerate(looked.order)}

    def rank(one: Candidate) -> tuple[bool, Fraction, int, str]:
        merit = looked.merits.get(one.id, Fraction(0))
        return one.id not in looked.first, -merit, place.get(one.id, len(place)), one.id

    def able(one: Candidate) -> bool:
        if not one.eligible or one.id in looked.out:
            return False
        enough = looked.least is None or looked.merits.get(one.id, Fraction(0)) >= looked.least
        return enough or one.id in looked.first

    return sorted(filter(able, candidates), key=rank)


def stopping(
    rules: Selection, money: Sequence[Mapping[str, Any]], order: Sequence[str], places: int
) -> Stopped:
    """Where the whole envelope stops the choice, as the call says; nowhere when it says nothing."""
    row = next((one for one in money if one["id"] == WHOLE), None)
    if rules.too_dear is None or row is None or row["max"] is None:
        return Stopped()
    amounts = {file: Decimal(amount) for file, amount in row["amounts"].items()}
    return stopped(rules.too_dear, order, amounts, Decimal(row["max"]), places)


def paying(money: Sequence[Mapping[str, Any]], stop: Stopped) -> list[dict[str, Any]]:
    """The envelopes, with what is given to who receives less than asked."""
    given = {file: format(amount.normalize(), "f") for file, amount in stop.reduced.items()}
    return [
        {**row, "amounts": {file: given.get(file, asked) for file, asked in row["amounts"].items()}}
        if ":" not in row["id"]
        else {**row}
        for row in money
    ]


def stopped(
    mode: Literal["skipped", "stops", "reduced"],
    order: Sequence[str],
    amounts: Mapping[str, Decimal],
    budget: Decimal,
    places: int,
) -> Stopped:
    """The files of an order that an envelope does not pay; who asks for nothing costs nothing."""
    found, left, room, over = Stopped(), budget, places, False
    for file in order:
        asked = amounts.get(file, Decimal(0))
        if not room:
            break
        if over:
            found.aside[file] = AFTER
        elif asked <= left:
            left, room = left - asked, room - 1
        elif mode == "reduced" and left > 0:
            found.reduced[file], left, over = left, Decimal(0), True
            room -= 1
        else:
            found.aside[file], over = TAKEN, mode != "skipped"
    return found
