"""A budget against the terms of the aid: flat rates, overheads, sorts of costs paid otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cordee.applications.rules.contributions import cash, named_parts, said_money, said_share
from cordee.applications.rules.tables import table_totals
from cordee.kernel import french
from cordee.kernel.french import say, unaccented
from cordee.programme.schema import questions as q
from cordee.programme.schema.money import Grant
from cordee.programme.schema.sharing import FlatCost

CENT = Decimal("0.01")
OVERHEADS = ("frais generaux", "frais de structure", "frais indirects", "overhead", "indirect",
             "gemeinkosten")  # fmt: skip
STAFF = ("personnel", "salaire", "staff", "salar", "wage", "gehalt")
IN_KIND = ("en nature", "benevol", "valorisation", "in kind", "in-kind", "volunteer")
"""Words by which lines of a budget are known, without accents."""

type Rows = Sequence[Mapping[str, Any]]


def budgeted(grant: Grant, table: q.Table, rows: Rows, amount: Decimal) -> Iterator[str]:
    """What is wrong in the lines of a budget whose totals are known."""
    totals = table_totals(table, rows)
    whole = max(totals.values(), default=Decimal())
    if not whole:
        return
    parts = named_parts(table, rows, totals)
    yield from _overheads(grant, parts, whole)
    for flat in grant.flat_costs:
        yield from _flat(grant, flat, parts, whole)
    yield from _paid_otherwise(grant, parts, whole, amount)
    yield from _in_kind(grant, parts, whole, amount)


def _line(parts: Mapping[str, Decimal], words: Sequence[str]) -> Decimal | None:
    """The line whose name holds one of these words; none, or several, tell nothing."""
    found = [value for name, value in parts.items() if any(word in name for word in words)]
    return found[0] if len(found) == 1 else None


def _overheads(grant: Grant, parts: Mapping[str, Decimal], whole: Decimal) -> Iterator[str]:
    most = grant.overheads_max if grant.overheads_max is not None else grant.overheads_flat
    value = _line(parts, OVERHEADS)
    if most is None or value is None or value <= most * (whole - value) + CENT:
        return
    yield say(
        "les frais généraux font {value}, et {most} au plus des dépenses directes, soit {due}",
        value=said_money(grant, value),
        most=said_share(most),
        due=said_money(grant, most * (whole - value)),
    )


def _flat(
    grant: Grant, flat: FlatCost, parts: Mapping[str, Decimal], whole: Decimal
) -> Iterator[str]:
    value = parts.get(unaccented(str(flat.label)))
    if value is None:
        return
    base = {
        "total": whole,
        "direct": whole - value,
        "other": whole - value,
        "staff": _line(parts, STAFF),
    }[flat.of]
    if base is not None and value > flat.rate * base + CENT:
        yield say(
            "{label} fait {value} ; au forfait, {rate} font {due}",
            label=french.quoted(flat.label),
            value=said_money(grant, value),
            rate=said_share(flat.rate),
            due=said_money(grant, flat.rate * base),
        )


def _paid_otherwise(
    grant: Grant, parts: Mapping[str, Decimal], whole: Decimal, amount: Decimal
) -> Iterator[str]:
    """Sorts of costs that are paid at a rate of their own: the aid is then what all give."""
    own = [(one, parts.get(unaccented(str(one.label)))) for one in grant.cost_limits
           if one.rate_max is not None]  # fmt: skip
    rate = grant.rate_max
    if rate is None or not own or any(value is None for _, value in own):
        return
    apart = sum((value or Decimal() for _, value in own), Decimal())
    most = rate * (whole - apart)
    most += sum(((one.rate_max or 0) * (value or Decimal()) for one, value in own), Decimal())
    if amount > most + CENT:
        yield say(
            "à ces taux selon la dépense, l’aide ne dépasse pas {most}",
            most=said_money(grant, most),
        )


def _in_kind(
    grant: Grant, parts: Mapping[str, Decimal], whole: Decimal, amount: Decimal
) -> Iterator[str]:
    value, left = _line(parts, IN_KIND), max(whole - amount, Decimal())
    if grant.in_kind_max is not None and value is not None and value > grant.in_kind_max * left:
        yield say(
            "les apports en nature font {value}, et {share} au plus du reste à financer, soit "
            "{due}",
            value=said_money(grant, value),
            share=said_share(grant.in_kind_max),
            due=said_money(grant, grant.in_kind_max * left),
        )
    if value is not None:
        yield from cash(grant, whole, max(left - value, Decimal()))
