"""Claims: what a paper asking for money says, and what its amounts are without and with tax."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cordee.programme.schema.money import Fee

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
OUTSIDE = "Participation hors du champ de la TVA"
"""What a claim without tax says of it (CGI, art. 256 and 293 B: said by who issues it)."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """In units of the currency: `net` without tax, `tax`, `gross` to pay; `rate` in percent."""

    net: Decimal
    tax: Decimal
    gross: Decimal
    rate: Decimal


def amounts(
    amount: Decimal, tax: Literal["none", "included", "excluded"], rate: Decimal | None
) -> Amounts:
    """Split an amount of the definition: its tax, a share, is none, in it, or to add to it."""
    if tax == "none" or not rate:
        return Amounts(_cents(amount), Decimal("0.00"), _cents(amount), Decimal(0))
    percent = rate * HUNDRED
    if tax == "included":
        net = _cents(amount / (1 + rate))
        return Amounts(net, _cents(amount) - net, _cents(amount), percent)
    added = _cents(amount * rate)
    return Amounts(_cents(amount), added, _cents(amount) + added, percent)


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def needs_rate(fee: Fee | None) -> bool:
    """Whether a fee speaks of tax without its rate: no paper can be made of it."""
    return fee is not None and fee.tax != "none" and fee.tax_rate is None


def next_number(year: int, taken: Iterable[str]) -> str:
    """« 2026-0001 », then one more a paper, no hole in a year (CGI ann. II, art. 242 nonies A)."""
    ranks = [int(one.partition("-")[2]) for one in taken if one.startswith(f"{year}-")]
    return f"{year}-{max(ranks, default=0) + 1:04d}"
