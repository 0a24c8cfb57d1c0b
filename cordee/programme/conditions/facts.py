"""What is known of an applicant on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an applicant on a day.

    `refs` are the places it is or lies in (`commune:62510`, `departement:62`, `country:FR`,
    `FR`); `circles` those it belongs to on the day that counts; `numbers` by fact (`population`);
    `declared` by key or statement; `lists` and `codes` where it is named; `awarded` programme →
    day; `answers` by question. `members` are the facts of the members of a team or consortium.
    """

    kind: str = ""
    refs: frozenset[str] = frozenset()
    circles: frozenset[str] | None = None
    circles_now: frozenset[str] | None = None
    """Those it belongs to on the day of the choice, for rules that look at that day."""
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    declared: Mapping[str, bool] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    awarded: Mapping[str, date] = field(default_factory=dict)
    refused: Mapping[str, date] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    members: tuple["Facts", ...] = ()
    category: str = ""
    """Of a partner, in a consortium."""
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    """`area|population|members:PLACE` → share of the applicant that lies there, 0 to 1."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Words for places and kinds only the caller can name."""
    today: date | None = None
    currency: str = "EUR"
    """That of the call, in which a budget is told."""


def together(members: Iterable[Facts]) -> Facts:
    """Several members as one: their numbers are added; a number that one of them lacks is lost."""
    every = list(members)
    known = set.intersection(*(set(one.numbers) for one in every))
    sums = {name: sum((one.numbers[name] for one in every), Decimal()) for name in known}
    refs = frozenset[str]().union(*(one.refs for one in every))
    return Facts(refs=refs, numbers=sums, names=every[0].names, today=every[0].today,
                 currency=every[0].currency)  # fmt: skip
