"""Sharing money out: envelopes by year or by category, scales, coefficients, flat rates, cuts."""

from typing import Literal

from pydantic import Field

from cordee.programme.schema.base import Amount, Due, Key, Labelled, Record
from cordee.programme.schema.dates import DayField, DurationField
from cordee.programme.schema.who import AnyCondition
from cordee.programme.schema.words import Words


class Envelope(Labelled):
    """A part of the money set apart: for a year, a category, a track, a wave, or some files.

    With `attribute` and without `values`, each value has that much (« 200 000 € par quartier »).
    """

    amount: Amount | None = None
    share: Amount | None = None
    """Share of the whole, 0 to 1, instead of an amount."""
    proportional_to: Literal["files", "request", "population"] | None = None
    """Each value's part follows the files received, what they ask for, or its inhabitants."""
    year: int | None = Field(None, ge=1900, le=2200)
    attribute: str = ""
    values: tuple[str, ...] = ()
    when: AnyCondition | None = None
    """For the files that meet this."""
    tracks: tuple[Key, ...] = ()
    windows: tuple[Key, ...] = ()
    funder: Key | None = None
    """Who pays for it."""
    transferable: bool = False
    """What is left may go to the other envelopes."""
    carried_over: bool = False
    """What is left goes to the next one of the list, or to the next year."""


class TopUp(Record):
    """Money added to the envelope during the call, from a day on: a new grant, an indexation.

    Without a day it is only announced. `envelope` and `track` say to which part it goes; the whole
    envelope grows when nothing is said.
    """

    amount: Amount | None = None
    rate: Amount | None = None
    """Share of what the envelope holds that day, 0 to 1, instead of an amount."""
    on: DayField | None = None
    every: DurationField | None = None
    """How often it is added again: each year."""
    envelope: Key | None = None
    track: Key | None = None
    why: Words | None = None


class Tier(Record):
    """What a grant is for some: those who meet a condition, or whose final mark reaches so much.

    The first tier that applies is due; what it leaves unsaid is as the grant says.
    """

    label: Words | None = None
    when: AnyCondition | None = None
    score_from: Amount | None = None
    """The final mark from which it applies."""
    rate: Amount | None = None
    amount: Amount | None = None
    max: Amount | None = None
    request_share: Amount | None = None
    """Share of what was asked that is given, 0 to 1."""


class FlatCost(Record):
    """Costs paid at a flat rate of others, without receipts."""

    label: Words
    rate: Amount
    of: Literal["staff", "direct", "other", "total"] = "staff"


class Reduction(Record):
    """What is taken off a grant, and for what: a late report, a partial work."""

    label: Words
    rate: Amount | None = None
    amount: Amount | None = None
    per: Literal["once", "time", "day", "week", "month"] = "once"
    max_rate: Amount | None = None
    """What all of it never exceeds."""


class Refund(Record):
    """How much of a fee is given back to who gives up, and until when."""

    label: Words | None = None
    share: Amount
    until: Due | None = None
    """Until then; afterwards when it says none."""


class Band(Record):
    """Points given without a juror: to those who meet a condition, or up to such a number."""

    label: Words | None = None
    points: Amount
    when: AnyCondition | None = None
    up_to: Amount | None = None
    """Up to that number of what the criterion measures; the last band says none."""
