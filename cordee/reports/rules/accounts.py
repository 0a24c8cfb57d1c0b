"""The accounts of a report: income, charges, result; the details add up (R344, R347)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INCOME, CHARGE = "income", "charge"


@dataclass(frozen=True, slots=True)
class Line:
    """A detail: a side, its heading, what it is, how much, where it comes from."""

    side: str
    heading: str
    label: str
    amount: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and its details; its total is theirs."""

    label: str
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        """The sum of its details."""
        return sum((one.amount for one in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class Accounts:
    """Both sides, heading by heading; the result is never typed."""

    income: tuple[Heading, ...]
    charges: tuple[Heading, ...]

    @property
    def earned(self) -> Decimal:
        """Everything received."""
        return sum((one.total for one in self.income), Decimal(0))

    @property
    def spent(self) -> Decimal:
        """Everything spent."""
        return sum((one.total for one in self.charges), Decimal(0))

    @property
    def result(self) -> Decimal:
        """Income less charges (R347)."""
        return self.earned - self.spent


def accounts(lines: Iterable[Line]) -> Accounts:
    """The accounts that details make, in the order they are given."""
    rows = list(lines)
    return Accounts(_side(rows, INCOME), _side(rows, CHARGE))


def _side(rows: Sequence[Line], side: str) -> tuple[Heading, ...]:
    kept = [one for one in rows if one.side == side]
    order = list(dict.fromkeys(one.heading for one in kept))
    kept.sort(key=lambda one: order.index(one.heading))
    return tuple(
        Heading(label, tuple(group)) for label, group in groupby(kept, key=lambda one: one.heading)
    )


def account_faults(
    found: Accounts, *, income: Decimal | None, charges: Decimal | None
) -> list[Finding]:
    """Totals that the accountant states and that the details do not make (R347)."""
    stated = (("income", french.say("produits"), income, found.earned),
              ("charges", french.say("charges"), charges, found.spent))  # fmt: skip
    return [
        broken("accounts.total", key, french.say(
            "Le détail des {side} fait {made}, et leur total est dit de {total} : il s’en manque "
            "{gap}.", side=label, made=french.money(made), total=french.money(total),
            gap=french.money(abs(total - made))))
        for key, label, total, made in stated
        if total is not None and total != made
    ]  # fmt: skip
