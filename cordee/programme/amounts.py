"""Which question of the form says how much is asked for: the one a grant names, or the only one."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.typography import NBSP
from cordee.programme.schema import Definition
from cordee.programme.schema.money import Grant
from cordee.programme.schema.questions import Money, Number

ASKED = ("aide", "subvention", "demand", "grant", "request", "financement")
"""Words by which the question of the amount asked is known among several amounts."""


def asked_question(definition: Definition, track: str = "") -> str | None:
    """The question that says what a file asks for; none when nothing tells it apart.

    The one that a grant of the track names; else the only amount of the form, or the only one
    that asks.
    """
    named = {one.asked_question for one in grants_of(definition, track) if one.asked_question}
    if named:
        return named.pop() if len(named) == 1 else None
    unit = definition.selection.unit
    numbers = [one for one in definition.questions("", track) if isinstance(one, Money | Number)]
    money = [one for one in numbers if _counts(one, None if unit is None else str(unit))]
    asking = [one for one in money if asks(f"{one.key} {one.label}")]
    found = asking if len(asking) == 1 else money
    return found[0].key if len(found) == 1 else None


GIVEN = {"subsidy", "stipend", "refund"}
"""Aids that an envelope pays to every winner; prizes, loans and services go otherwise."""


def fixed_amount(definition: Definition, track: str = "") -> Decimal | None:
    """What every winner of a track receives, when the call fixes it: « 20 M€ for each village ».

    None as soon as one of its aids depends on anything: a condition, a rate, a number of units.
    """
    grants = [one for one in grants_of(definition, track) if one.kind in GIVEN]
    flat = [
        one.amount
        for one in grants
        if one.amount is not None and one.per == "project" and one.to == "winners"
        and not (one.when or one.tiers or one.bonuses or one.rate_max or one.awarded_at)
        and not (one.mention or one.rank or one.count or one.asked_question)
    ]  # fmt: skip
    return sum(flat, Decimal()) if flat and len(flat) == len(grants) else None


def _counts(question: Money | Number, unit: str | None) -> bool:
    """Whether a question counts what envelopes count: money, or that unit."""
    if isinstance(question, Money):
        return unit is None
    return unit is not None and str(question.unit) == unit


def sum_words(definition: Definition, amount: Decimal) -> str:
    """A part of an envelope as people say it: « 200 000 € », « 400 heures de calcul »."""
    unit = definition.selection.unit
    if unit is None:
        return french.money(amount, definition.currency)
    return french.strung(french.number(amount), french.own(unit), between=NBSP)


def asks(words: str) -> bool:
    """Whether the words of a question ask for money."""
    return any(word in words.casefold() for word in ASKED)


def grants_of(definition: Definition, track: str = "") -> Iterator[Grant]:
    """The grants of a track, those of the whole call included."""
    return (one for one in definition.grants
            if definition.concerns(one.tracks, track))  # fmt: skip
