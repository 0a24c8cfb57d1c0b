"""Fees that nobody pays as they are written."""

from collections.abc import Iterator
from itertools import pairwise

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import Fee
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw


def fees(definition: Definition) -> Iterator[Flaw]:
    """Fees capped below every rate, rates of time out of order, candidates who pay afterwards."""
    for index, fee in enumerate(definition.fees):
        path: Path = ("fees", index)
        least = min((rate.amount for rate in fee.rates if rate.amount), default=None)
        if fee.max is not None and least is not None and fee.max < least:
            yield flaw(
                (*path, "max"),
                "{label} ne dépasse jamais {most}, moins que tous ses tarifs.",
                label=french.quoted(fee.label),
                most=french.number(fee.max),
            )
        if fee.of == "candidates" and fee.due and fee.due.anchor in AFTERWARDS:
            yield flaw(
                (*path, "due"),
                "{label} est demandé aux candidats, mais dû une fois le choix fait.",
                label=french.quoted(fee.label),
            )
        yield from _in_time(definition, index, fee)


AFTERWARDS = {"notification", "agreement", "project_start", "project_end", "start", "end"}


def _in_time(definition: Definition, index: int, fee: Fee) -> Iterator[Flaw]:
    dated = [
        (i, day)
        for i, rate in enumerate(fee.rates)
        if rate.when is None and (day := days.last(definition, rate.until))
    ]
    for (_, first), (place, second) in pairwise(dated):
        if second <= first:
            yield Flaw(
                ("fees", index, "rates", place, "until"),
                "Ce tarif finit avant celui qui le précède : il ne sera jamais demandé.",
            )
    closes = definition.closes()
    for place, day in dated if fee.of == "candidates" else ():
        if closes and day > closes.date():
            yield Flaw(
                ("fees", index, "rates", place, "until"),
                "Ce tarif va au-delà de la clôture : le suivant ne sera jamais demandé.",
            )


CHECKS = (Check("fee.bounds", Severity.WARNING, fees, ("fee",)),)
