"""What an award carries with it, in figures: repayments, shares taken, what may be taken back.

Every figure is worked out from the amount given and the words of the call; a rate that is settled
case by case gives the two ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cordee.journeys.rules.awards import CENT
from cordee.kernel import french
from cordee.kernel.moments import Duration
from cordee.kernel.places import place_words
from cordee.programme.schema.money import CallOff, Grant
from cordee.programme.schema.sharing import Reduction

MONTH = Duration(months=1)
YEAR = 12
DAYS = Decimal("30.4375")
"""Days of a month, on average."""
MOST = 1_200
"""Repayments of one loan; beyond, the period is a mistake."""


@dataclass(frozen=True, slots=True)
class Loan:
    """How a loan is paid back: so many equal repayments, from the first to the last."""

    count: int
    each: Decimal
    first: date
    last: date

    @property
    def total(self) -> Decimal:
        """Everything that is paid back, to the rounding of each repayment."""
        return self.each * self.count


def loan(grant: Grant, amount: Decimal, start: date, rate: Decimal) -> Loan | None:
    """The repayments of a loan at a yearly rate; none when the call does not say how long it runs.

    The length of the loan counts from its payment, what it waits before its first repayment
    included; repayments are equal, and interest runs on what is still owed.
    """
    if grant.repaid_over is None:
        return None
    every = grant.repaid_every or MONTH
    opens, ends = (grant.repaid_from or Duration()).after(start), grant.repaid_over.after(start)
    days = [day for n in range(1, MOST) if opens <= (day := every.times(n).after(start)) <= ends]
    if not days:
        return None
    step = rate * _months(every) / YEAR
    count = Decimal(len(days))
    each = amount * step / (1 - (1 + step) ** -count) if step else amount / count
    return Loan(len(days), each.quantize(CENT, ROUND_HALF_UP), days[0], days[-1])


def _months(length: Duration) -> Decimal:
    return Decimal(length.months) + Decimal(length.days) / DAYS


def reduced(rule: Reduction, amount: Decimal, times: int) -> Decimal:
    """What is taken off an award for so many days, weeks or cases, within its ceiling."""
    one = amount * rule.rate if rule.rate is not None else rule.amount or Decimal(0)
    found = one * (times if rule.per != "once" else min(times, 1))
    top = amount if rule.max_rate is None else amount * rule.max_rate
    return min(found, top, amount).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Sharer:
    """Who shares an award: a partner and its part of the budget."""

    name: str
    part: Decimal | None = None


def split(amount: Decimal, partners: Sequence[Sharer]) -> dict[str, Decimal]:
    """An award shared between partners by their budgets, to the cent; nothing as long as one lacks.

    The first one takes what rounding leaves.
    """
    parts = [one.part for one in partners if one.part]
    if not parts or len(parts) < len(partners):
        return {}
    whole = sum(parts, Decimal(0))
    found = {one.name: (amount * (one.part or 0) / whole).quantize(CENT) for one in partners}
    first = next(iter(found))
    found[first] += amount - sum(found.values(), Decimal(0))
    return found


def terms(grant: Grant, amount: Decimal, start: date, partners: Sequence[Sharer] = ()) -> list[str]:
    """What an award of so much, given that day, carries with it, one sentence each."""
    told = [
        *_repaid(grant, amount, start),
        *_taken(grant, amount),
        *_used(grant, amount, start),
        *_paid(grant, amount, partners),
        *cuts(grant, amount),
        *_back(grant, amount, start),
    ]
    return [french.typeset(one) for one in told]


def _repaid(grant: Grant, amount: Decimal, start: date) -> Iterator[str]:
    low = grant.interest or Decimal(0)
    found = loan(grant, amount, start, low) if grant.kind in {"loan", "convertible"} else None
    if found is not None:
        top = loan(grant, amount, start, grant.interest_max or low) or found
        yield french.say(
            "Remboursement : {count} de {each}, du {first} au {last}, soit {total} en tout, "
            "intérêt compris ({rate} par an).",
            count=french.plural(found.count, "échéance"),
            each=_span(grant, found.each, top.each),
            first=french.day(found.first, weekday=False),
            last=french.day(found.last, weekday=False),
            total=_span(grant, found.total, top.total),
            rate=_rates(low, grant.interest_max or low),
        )
    if grant.repaid_times is not None:
        yield french.say(
            "On ne rembourse pas plus de {sum}.", sum=_money(grant, amount * grant.repaid_times)
        )
    if grant.income_share is not None:
        yield french.say(
            "Le remboursement prend {share} des recettes.", share=french.percent(grant.income_share)
        )


def _taken(grant: Grant, amount: Decimal) -> Iterator[str]:
    """What is taken in exchange: a share, and what the body is then worth."""
    low, top = grant.stake, grant.stake_max or grant.stake
    if low and top:
        yield french.say(
            "En échange : {share} du capital, ce qui estime l’ensemble à {worth} après l’apport.",
            share=_rates(low, top),
            worth=_span(grant, amount / top, amount / low),
        )
    if grant.valuation_cap:
        yield french.say(
            "Converti en {share} du capital au moins : la valeur retenue ne dépasse pas {cap}.",
            share=french.percent((amount / grant.valuation_cap).quantize(Decimal("0.0001"))),
            cap=_money(grant, grant.valuation_cap),
        )
    if grant.discount and grant.discount < 1:
        yield french.say(
            "Converti avec {discount} de décote : {amount} donnent {worth} de parts.",
            discount=french.percent(grant.discount),
            amount=_money(grant, amount),
            worth=_money(grant, amount / (1 - grant.discount)),
        )


def _used(grant: Grant, amount: Decimal, start: date) -> Iterator[str]:
    if grant.valid is not None:
        yield french.say("À utiliser avant le {day}.",
                         day=french.day(grant.valid.after(start), weekday=False))  # fmt: skip
    if grant.spent_share is not None:
        where = french.listed([place_words(one) for one in grant.spent_within], "ou")
        yield french.say("À dépenser ici : {places}, pour {sum} au moins.",
                         places=where or french.say("selon l’appel"),
                         sum=_money(grant, amount * grant.spent_share))  # fmt: skip
    if grant.third_party_max is not None:
        yield french.say("On ne reverse pas plus de {sum} à chaque tiers.",
                         sum=_money(grant, min(grant.third_party_max, amount)))  # fmt: skip


def _paid(grant: Grant, amount: Decimal, partners: Sequence[Sharer]) -> Iterator[str]:
    said = {
        "lead": french.say("Versé au chef de file, qui le reverse aux autres."),
        "person": french.say("Versé à la personne."),
        "host": french.say("Versé à la structure d’accueil."),
    }.get(grant.paid_to or "")
    if said:
        yield said
    if grant.paid_to == "each_partner":
        shares = split(amount, partners)
        yield french.say(
            "Versé à chaque partenaire : {shares}.",
            shares=french.listed(
                [french.say("{name}, {sum}", name=name, sum=_money(grant, one))
                 for name, one in shares.items()]
            ),
        ) if shares else french.say("Versé à chaque partenaire, selon sa part.")  # fmt: skip


def cuts(given: Grant | CallOff, amount: Decimal) -> list[str]:
    """What may be taken off an award, or an order, of so much."""
    return [_cut(given, one, amount) for one in given.reductions]


def _cut(grant: Grant | CallOff, rule: Reduction, amount: Decimal) -> str:
    once = _money(grant, reduced(rule, amount, 1))
    label, per = str(rule.label), PER[rule.per]
    if rule.per == "once":
        return french.say("{label} : {sum} de moins.", label=label, sum=once)
    top = _money(grant, reduced(rule, amount, 10**6))
    return french.say("{label} : {sum} de moins {per}, {top} au plus.",
                      label=label, sum=once, per=str(per), top=top)  # fmt: skip


PER = {
    "once": "",
    "time": french.say("à chaque fois"),
    "day": french.say("par jour"),
    "week": french.say("par semaine"),
    "month": french.say("par mois"),
}


def _back(grant: Grant, amount: Decimal, start: date) -> Iterator[str]:
    """What may be asked back, less each year, until nothing is."""
    over = grant.recovered_over
    if over is None:
        return
    years = max(round(_months(over) / YEAR), 1)
    yield french.say(
        "Peut être demandé en retour jusqu’au {day} : {sum} la première année, puis {less} de "
        "moins chaque année.",
        day=french.day(over.after(start), weekday=False),
        sum=_money(grant, amount),
        less=_money(grant, amount / years),
    )


def _money(grant: Grant | CallOff, amount: Decimal) -> str:
    return french.money(amount.quantize(CENT, ROUND_HALF_UP), grant.currency)


def _span(grant: Grant, low: Decimal, high: Decimal) -> str:
    first, last = sorted((low, high))
    if first == last:
        return _money(grant, first)
    return french.say("{first} à {last}", first=_money(grant, first), last=_money(grant, last))


def _rates(low: Decimal, high: Decimal) -> str:
    if low == high:
        return french.percent(low)
    return french.say("{first} à {last}", first=french.percent(low), last=french.percent(high))
