"""What others bring beside an aid, and what each sort of cost may take of the budget."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from cordee.applications.rules.tables import decimal, finished, table_totals
from cordee.kernel import french
from cordee.kernel.french import say, unaccented
from cordee.kernel.typography import NBSP
from cordee.programme.schema import questions as q
from cordee.programme.schema.money import CostLimit, Grant

CENT = Decimal("0.01")


def brought(
    grant: Grant, amount: Decimal, cost: Decimal, population: Decimal | None
) -> Iterator[str]:
    """What is wrong in what others bring, when a file asks for `amount` of what it costs."""
    left = max(cost - amount, Decimal())
    due = _own(grant, population)
    if due is not None and left < due - CENT:
        yield say("votre apport est d’au moins {due} ; il en reste {left}",
                  due=said_money(grant, due), left=said_money(grant, left))  # fmt: skip
    most = grant.co_financing_max
    if most is not None and left > most * cost + CENT:
        yield say("les autres financements ne dépassent pas {share} ; il en reste {left}",
                  share=said_share(most), left=said_money(grant, left))  # fmt: skip
    if grant.matches is not None and amount > grant.matches * left + CENT:
        yield say("l’aide est de {matches} pour 1 apporté : pour {left}, elle ne dépasse pas "
                  "{most}", matches=french.number(grant.matches), left=said_money(grant, left),
                  most=said_money(grant, grant.matches * left))  # fmt: skip
    top = grant.public_aid_max
    if top is not None and amount > top * cost + CENT:
        yield say("toutes aides publiques réunies, on ne dépasse pas {share} du coût, soit {most}",
                  share=said_share(top), most=said_money(grant, top * cost))  # fmt: skip
    if grant.body_max is not None and amount > grant.body_max:
        yield say("un même organisme ne reçoit pas plus de {most}",
                  most=said_money(grant, grant.body_max))  # fmt: skip
    yield from cash(grant, cost, left)
    high = max(grant.yearly_rates, default=None)
    if high is not None and grant.rate_max is None and amount > high * cost + CENT:
        yield say("l’aide ne dépasse aucune année {rate} de {cost}",
                  rate=said_share(high), cost=said_money(grant, cost))  # fmt: skip


def cash(grant: Grant, cost: Decimal, left: Decimal) -> Iterator[str]:
    """What others must bring in money, when no more than `left` can be so."""
    if grant.cash_min is not None and left < grant.cash_min * cost - CENT:
        yield say(
            "d’autres apportent au moins {due} en argent ({share} du coût) ; il en reste {left}",
            due=said_money(grant, grant.cash_min * cost),
            share=said_share(grant.cash_min),
            left=said_money(grant, left),
        )


def _own(grant: Grant, population: Decimal | None) -> Decimal | None:
    """The contribution of the winner itself, when it can be known from the file."""
    if grant.own_min is None or grant.own_per not in {"project", "inhabitant"}:
        return None
    if grant.own_per == "project":
        return grant.own_min
    return None if population is None else grant.own_min * population


def limited(grant: Grant, table: q.Table, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Sorts of costs beyond their limits, in a budget whose rows or columns bear their names."""
    totals = table_totals(table, rows)
    whole = max(totals.values(), default=Decimal())
    if not whole:
        return
    parts = named_parts(table, rows, totals)
    for limit in grant.cost_limits:
        value = parts.get(unaccented(str(limit.label)))
        if value is not None:
            yield from _held(grant, limit, value, whole)


def named_parts(
    table: q.Table, rows: Sequence[Mapping[str, Any]], totals: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """What each named column takes in all, and each fixed row in the column of totals."""
    found = {unaccented(str(one.label)): totals[one.key]
             for one in table.columns if one.key in totals}  # fmt: skip
    main = max(totals, key=lambda key: totals[key])
    values = {str(row.get("key")): decimal(row.get(main)) for row in finished(table, rows)}
    found |= {unaccented(str(one.label)): values.get(one.key) or Decimal() for one in table.rows}
    return found


def _held(grant: Grant, limit: CostLimit, value: Decimal, whole: Decimal) -> Iterator[str]:
    name, share = french.quoted(limit.label), value / whole
    if limit.max_share is not None and share > limit.max_share:
        yield say("{name} prend {share} du budget, et {most} au plus", name=name,
                  share=said_share(share), most=said_share(limit.max_share))  # fmt: skip
    if limit.min_share is not None and share < limit.min_share:
        yield say("{name} prend {share} du budget, et il faut {least} au moins", name=name,
                  share=said_share(share), least=said_share(limit.min_share))  # fmt: skip
    if limit.max is not None and not limit.per and value > limit.max:
        yield say("{name} fait {value}, et {most} au plus", name=name,
                  value=said_money(grant, value), most=said_money(grant, limit.max))  # fmt: skip


def said_money(grant: Grant, amount: Decimal) -> str:
    """An amount to the cent, in the currency of the aid."""
    return french.money(amount.quantize(CENT), grant.currency)


def said_share(share: Decimal) -> str:
    """A share of 0 to 1 in per cent, to a tenth."""
    return f"{french.number(round(share * 100, 1))}{NBSP}%"
