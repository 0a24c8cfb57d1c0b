"""Money: what the winners pay, what they receive, who funds."""

from typing import Literal

from pydantic import Field

from cordee.programme.schema.base import Amount, Due, Key, Labelled, Record, Words
from cordee.programme.schema.who import AnyCondition


class Rate(Record):
    """An amount, for those who meet a condition; a rate without condition is for everyone else."""

    amount: Amount
    when: AnyCondition | None = None
    label: Words | None = None


class Fee(Labelled):
    """A contribution asked of the winners (R80-R84); the first rate that applies is due."""

    per: Literal["team", "person", "body", "meeting"] = "team"
    currency: str = "EUR"
    rates: tuple[Rate, ...] = Field(min_length=1)
    covers: tuple[Words, ...] = ()
    excludes: tuple[Words, ...] = ()
    """What participants pay themselves (travel…)."""
    due: Due | None = None
    tax: Literal["none", "included", "excluded"] = "none"


class Instalment(Record):
    """A part of a grant, released at a date or on a deliverable."""

    label: Words | None = None
    share: Amount | None = None
    amount: Amount | None = None
    released: Due | None = None
    on_deliverable: Key | None = None


class Grant(Labelled):
    """Money or days given: amount, rate and ceiling, instalments, co-financing asked."""

    kind: Literal["subsidy", "prize", "in_kind", "service", "loan", "refund"] = "subsidy"
    currency: str = "EUR"
    amount: Amount | None = None
    min: Amount | None = None
    max: Amount | None = None
    rate_max: Amount | None = None
    """Share of eligible costs, 0 to 1."""
    days: Amount | None = None
    co_financing_min: Amount | None = None
    instalments: tuple[Instalment, ...] = ()
    eligible_costs: tuple[Words, ...] = ()
    excluded_costs: tuple[Words, ...] = ()
    tracks: tuple[Key, ...] = ()


class Funder(Labelled):
    """Who pays for the programme, how much, and how it must be mentioned (R118)."""

    amount: Amount | None = None
    share: Amount | None = None
    mention: Words | None = None
    logo: str | None = None
