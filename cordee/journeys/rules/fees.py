"""Fees: what a territory owes, and the sentence of the rule that says so (R80-R84)."""

from dataclasses import dataclass
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.conditions import Facts, holds
from cordee.programme.schema.money import Fee


@dataclass(frozen=True, slots=True)
class Due:
    """An amount and its reason."""

    fee: str
    amount: Decimal
    currency: str
    because: str


def due(
    fee: Fee,
    facts: Facts,
    *,
    people: int = 1,
    meetings: int = 1,
    track: str = "",
    past: frozenset[int] = frozenset(),
) -> Due | None:
    """The first rate that applies, times what the fee counts; nothing when none applies.

    `facts` are those of the day of selection: a body that joins the governance later still owes
    what it owed (R81). A fee of other tracks is not due; `past` are the places of the rates that
    were asked until a day that is over. One that is a share of something (`share_of`) has no amount
    of its own: people count it.
    """
    if (fee.tracks and track and track not in fee.tracks) or fee.share_of:
        return None
    asked = (one for place, one in enumerate(fee.rates) if place not in past)
    rate = next((one for one in asked if holds(one.when, facts)), None)
    if rate is None:
        return None
    times = Decimal({"person": people, "meeting": meetings}.get(fee.per, 1))
    if fee.per == "inhabitant":
        if "population" not in facts.numbers:
            return None
        times = facts.numbers["population"]
    amount = min(rate.amount * times, fee.max) if fee.max is not None else rate.amount * times
    label = rate.label or fee.label
    said = french.money(amount, fee.currency)
    return Due(
        fee.key,
        amount,
        fee.currency,
        french.typeset(french.say("{label} : {said}", label=label, said=said)),
    )
