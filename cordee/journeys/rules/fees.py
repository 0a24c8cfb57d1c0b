"""Fees: what a territory owes, in which parts, what is given back, and why (R80-R84)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cordee.applications.rules.tables import decimal
from cordee.journeys.rules.awards import CENT, cut
from cordee.kernel import french
from cordee.programme.conditions import Facts, holds
from cordee.programme.schema.money import Fee, Rate


@dataclass(frozen=True, slots=True)
class Due:
    """An amount and its reason."""

    fee: str
    amount: Decimal
    currency: str
    because: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What a fee counts: people, meetings, which file of the body this is, sums it is a share of.

    `bases` holds what is known of `grant`, `request`, `cost` and `turnover`, in units of currency.
    """

    people: int = 1
    meetings: int = 1
    file: int = 1
    bases: Mapping[str, Decimal] = field(default_factory=dict)


ONCE = Counted()


def due(
    fee: Fee,
    facts: Facts,
    *,
    counted: Counted = ONCE,
    track: str = "",
    past: frozenset[int] = frozenset(),
) -> Due | None:
    """The first rate that applies, times what the fee counts; nothing when none applies.

    `facts` are those of the day of selection: a body that joins the governance later still owes
    what it owed (R81). A fee of other tracks is not due; `past` are the places of the rates that
    were asked until a day that is over. A share of something (`share_of`) waits for that sum.
    """
    if fee.tracks and track and track not in fee.tracks:
        return None
    asked = [one for place, one in enumerate(fee.rates) if place not in past]
    open_ = [one for one in asked if holds(one.when, facts)]
    rate = _rate(open_, counted.file if fee.per == "file" else 1)
    amount = _amount(fee, open_, facts, counted) if rate is not None else None
    if rate is None or amount is None:
        return None
    amount = min(amount, fee.max) if fee.max is not None else amount
    label = rate.label or fee.label
    said = french.money(amount, fee.currency)
    return Due(
        fee.key,
        amount,
        fee.currency,
        french.typeset(french.say("{label} : {said}", label=label, said=said)),
    )


def _rate(rates: Sequence[Rate], number: int) -> Rate | None:
    """The rate of the first, the second… person or file of a body (`from_number`)."""
    open_ = [one for one in rates if (one.from_number or 1) <= number]
    return max(open_, key=lambda one: one.from_number or 1, default=None)


def _amount(fee: Fee, rates: Sequence[Rate], facts: Facts, counted: Counted) -> Decimal | None:
    if fee.per == "person":
        asked = [_rate(rates, number) for number in range(1, counted.people + 1)]
        total = sum((one.amount for one in asked if one is not None), Decimal(0))
        return total if not fee.share_of else _shared(fee, total, counted)
    rate = _rate(rates, counted.file if fee.per == "file" else 1)
    if rate is None:
        return None
    if fee.share_of:
        return _shared(fee, rate.amount, counted)
    if fee.per == "unit":
        asked_for = decimal(facts.answers.get(fee.unit_question or ""))
        return None if asked_for is None else rate.amount * asked_for
    if fee.per == "inhabitant":
        people = facts.numbers.get("population")
        return None if people is None else rate.amount * people
    return rate.amount * (counted.meetings if fee.per == "meeting" else 1)


def _shared(fee: Fee, share: Decimal, counted: Counted) -> Decimal | None:
    """A share of a sum; none as long as that sum is not known."""
    base = counted.bases.get(fee.share_of or "")
    return (share * base).quantize(CENT) if base else None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a contribution: its words and its amount; `rank` is 0 for the whole at once."""

    rank: int
    label: str
    amount: Decimal


def parts(fee: Fee, owed: Due, facts: Facts) -> list[Part]:
    """The parts in which a contribution is asked, in order; one when it is asked at once."""
    if not fee.instalments:
        return [Part(0, owed.because, owed.amount)]
    found = cut(fee.instalments, None, owed.amount, facts)
    return [
        Part(fee.instalments.index(one.rule) + 1, f"{owed.because} – {one.label}", one.amount)
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Back:
    """What is given back of a contribution to who leaves: its share, and the words of the case."""

    share: Decimal
    label: str = ""


def given_back(fee: Fee, left: date, untils: Sequence[date | None]) -> Back | None:
    """The first case of `refunds` that is still open on that day; none once all are over.

    `untils` are the last days of the cases, in their order.
    """
    for one, until in zip(fee.refunds, untils, strict=True):
        if (one.until is None) or (until is not None and left <= until):
            return Back(one.share, str(one.label or ""))
    return None


def back_said(back: Back, amount: Decimal, currency: str, *, paid: bool) -> str:
    """« 50 % à rendre, soit 100 € », or what only remains due when nothing was received."""
    sum_ = (amount * back.share).quantize(CENT)
    if paid:
        said = french.say("À rendre : {share}, soit {sum}.", share=french.percent(back.share),
                          sum=french.money(sum_, currency))  # fmt: skip
    else:
        said = french.say("Départ : il ne reste dû que {left}, sur {whole}.",
                          left=french.money(amount - sum_, currency),
                          whole=french.money(amount, currency))  # fmt: skip
    return french.typeset(french.strung(said, f"({back.label})" if back.label else ""))
