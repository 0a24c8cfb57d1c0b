"""What an aid gives to a winner, in how many payments, and what each of them waits for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from cordee.applications.rules.tables import decimal
from cordee.kernel import french
from cordee.kernel.findings import Finding, Verdict, broken, missing, ok
from cordee.kernel.moments import Duration, When
from cordee.programme.conditions import Facts, holds
from cordee.programme.schema.money import Grant, Instalment
from cordee.programme.schema.sharing import Tier

CENT = Decimal("0.01")
MONEY = {"subsidy", "prize", "stipend", "refund", "loan", "equity", "convertible"}
"""Sorts of aid that are paid in money; the others are days, goods, or words."""
MOST = 120
"""Payments of one award; beyond, the period is a mistake."""
SLACK = Decimal("0.05")
"""What rounded shares may leave of the whole, given with the last payment."""


@dataclass(frozen=True, slots=True)
class Winner:
    """A winner as an aid looks at it: the facts of its file, its track, its rank, what it asked."""

    facts: Facts
    track: str = ""
    people: int = 1
    rank: int | None = None
    asked: Decimal | None = None
    mark: Fraction | None = None
    """Its final mark, as the thresholds of the call are said; none when it was not marked."""
    stage: str = ""
    """The stage that chose it."""
    mentions: frozenset[str] = frozenset()
    """The mentions it received."""
    above: frozenset[str] = frozenset()
    """The tracks that its own is a part of."""


def concerns(grant: Grant, winner: Winner) -> bool:
    """Whether an aid in money is for this winner: its track, its rank, its condition."""
    if grant.kind not in MONEY or (grant.rank is not None and grant.rank != winner.rank):
        return False
    if not _earned(grant, winner):
        return False
    if grant.tracks and winner.track and {winner.track, *winner.above}.isdisjoint(grant.tracks):
        return False
    return grant.when is None or holds(grant.when, winner.facts)


def _earned(grant: Grant, winner: Winner) -> bool:
    """Whether this is who an aid goes to: not those of the reserve, of an earlier stage's prize."""
    if grant.to == "reserve" or (grant.mention and grant.mention not in winner.mentions):
        return False
    before = grant.to == "winners" and grant.awarded_at and winner.stage
    return not before or grant.awarded_at == winner.stage


def amount_of(grant: Grant, winner: Winner) -> Decimal | None:
    """What the rules alone say it receives; none when somebody must decide it."""
    if grant.shared_by is not None:
        return None
    open_ = [one for one in grant.tiers if holds(one.when, winner.facts)]
    if winner.mark is None and open_ and open_[0].score_from is not None:
        return None
    tier = next((one for one in open_ if reached(one, winner.mark)), None)
    base = (tier.amount if tier else None) or grant.amount
    tops = [one for one in (grant.max, tier.max if tier else None) if one is not None]
    if base is not None:
        times = _times(grant, winner)
        due = None if times is None else _raised(grant, winner.facts, min([base * times, *tops]))
    else:
        share = tier.request_share if tier and tier.request_share is not None else Decimal(1)
        due = None if winner.asked is None else winner.asked * share
        tops = [_raised(grant, winner.facts, one) for one in tops]
        due = due if due is None else min([due, *tops])
    return None if due is None else due.quantize(CENT)


def _raised(grant: Grant, facts: Facts, amount: Decimal) -> Decimal:
    """A sum, or a ceiling, raised by the bonuses that apply: coefficients, fixed sums."""
    for one in grant.bonuses:
        if holds(one.when, facts):
            amount = amount * (one.times if one.times is not None else 1) + (one.amount or 0)
    return amount


def reached(tier: Tier, mark: Fraction | None) -> bool:
    """Whether a final mark is enough for a tier; a tier that asks for none is open to all."""
    least = tier.score_from
    return least is None or (mark is not None and mark >= Fraction(least))


def _times(grant: Grant, winner: Winner) -> Decimal | None:
    """How many times the amount of an aid is given; none when that is not known here."""
    if grant.unit_question:
        return decimal(winner.facts.answers.get(grant.unit_question))
    if grant.per == "project":
        return Decimal(1)
    if grant.per == "person":
        return Decimal(winner.people)
    if grant.per == "inhabitant":
        return winner.facts.numbers.get("population")
    if grant.lasts is None:
        return None
    months, days = Decimal(grant.lasts.months), Decimal(grant.lasts.days)
    return {"month": months, "year": months / 12, "week": days / 7, "day": days}.get(grant.per)


def shared(budget: Decimal, weights: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """An envelope shared in proportion of weights, to the cent: the whole, never more."""
    total = sum(weights.values(), Decimal(0))
    if not total:
        return {}
    found = {key: (budget * one / total).quantize(CENT, ROUND_DOWN) for key, one in weights.items()}
    left = budget - sum(found.values(), Decimal(0))
    first = max(weights, key=lambda key: (weights[key], -key))
    found[first] += left.quantize(CENT, ROUND_DOWN)
    return found


def weight(grant: Grant, winner: Winner) -> Decimal | None:
    """What an envelope is shared in proportion of; none when that is not known here."""
    if grant.shared_by == "equal":
        return Decimal(1)
    if grant.shared_by == "request":
        return winner.asked
    return winner.facts.numbers.get("population") if grant.shared_by == "population" else None


@dataclass(frozen=True, slots=True)
class Part:
    """A payment to come: its words, its amount, what it obeys, its turn among those alike."""

    label: str
    amount: Decimal
    rule: Instalment
    turn: int = 0


def parts(grant: Grant, amount: Decimal, facts: Facts) -> list[Part]:
    """The payments of an award, in order; a single one when the programme cuts it into none."""
    return cut(grant.instalments, grant.lasts, amount, facts)


def cut(
    instalments: Sequence[Instalment], lasts: Duration | None, amount: Decimal, facts: Facts
) -> list[Part]:
    """An amount in parts: what is given, or what is owed.

    What has neither share nor amount shares the rest; the last one takes what rounding leaves.
    """
    rules = [one for one in instalments if one.when is None or holds(one.when, facts)]
    turns = [(one, turn, count) for one in rules or [Instalment()]
             for count in [_turns(one, lasts)] for turn in range(count)]  # fmt: skip
    fixed = [_fixed(one, amount, count) for one, _turn, count in turns]
    free = sum(one is None for one in fixed)
    rest = max(amount - sum((one for one in fixed if one is not None), Decimal(0)), Decimal(0))
    each = (rest / free).quantize(CENT, ROUND_DOWN) if free else Decimal(0)
    sums = [each if one is None else one for one in fixed]
    left = amount - sum(sums, Decimal(0))
    if free or abs(left) <= SLACK:
        sums[-1] += left
    paid = zip(turns, sums, strict=True)
    return [
        Part(_label(one, rank, len(turns), turn), money, one, turn)
        for rank, ((one, turn, _count), money) in enumerate(paid, 1)
    ]


def _turns(one: Instalment, lasts: Duration | None) -> int:
    """How many times a part comes back while the aid lasts."""
    if one.every is None or lasts is None:
        return 1
    start = date(2001, 1, 1)
    end = lasts.after(start)
    return next((n for n in range(1, MOST) if one.every.times(n).after(start) >= end), MOST)


def _fixed(one: Instalment, amount: Decimal, count: int) -> Decimal | None:
    if one.amount is not None:
        return one.amount
    return (amount * one.share / count).quantize(CENT) if one.share is not None else None


def _label(one: Instalment, rank: int, of: int, turn: int) -> str:
    if one.label is not None:
        return f"{one.label} – {turn + 1}" if one.every is not None else str(one.label)
    if of == 1:
        return french.say("Versement unique")
    return french.say("Versement {rank} sur {of}", rank=rank, of=of)


@dataclass(frozen=True, slots=True)
class Around:
    """What a payment is judged by: the day, deliverables by key, gates passed, money spent."""

    today: date
    due: When | None = None
    delivered: Mapping[str, Verdict] = field(default_factory=dict)
    gates: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()
    """The results of the call the territory has reached."""
    spent: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    """What was paid of the same award by now."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Deliverable, gate or result → its words."""


def waits_for(part: Instalment, around: Around) -> list[str]:
    """What a payment still waits for, in words, of what the house can see by itself."""
    found = []
    due = around.due
    if due is not None and (due.last is None or around.today < due.last):
        found.append(french.say("son jour ({day})", day=due.said()))
    key = part.on_deliverable
    if key is not None and around.delivered.get(key) is not Verdict.OK:
        found.append(french.say("le livrable « {label} »", label=around.words.get(key, key)))
    key = part.on_gate
    if key is not None and key not in around.gates:
        found.append(
            french.say("le point de passage « {label} »", label=around.words.get(key, key))
        )
    key = part.on_result
    if key is not None and key not in around.reached:
        found.append(french.say("le résultat « {label} »", label=around.words.get(key, key)))
    if part.once_spent is not None and around.spent < part.once_spent * around.paid:
        found.append(french.say("que {share} de ce qui est versé soit dépensé",
                                share=_percent(part.once_spent)))  # fmt: skip
    return found


def seen_by_people(part: Instalment) -> list[str]:
    """What only people can see before a payment is released: a guarantee, a condition in words."""
    found = [french.say("la garantie bancaire est reçue")] if part.guarantee else []
    return [*found, str(part.condition)] if part.condition is not None else found


def _percent(share: Decimal) -> str:
    return f"{french.number(share * 100)} %"


def standing(part: Instalment, around: Around) -> Finding:
    """Where a payment that is not released stands."""
    waits = waits_for(part, around)
    if waits:
        return missing("payout.waits", "payout", french.say("Attend {what}.",
                                                            what=french.listed(waits)))  # fmt: skip
    people = seen_by_people(part)
    if people:
        said = french.say("À constater : {what}.", what=french.listed(people))
        return missing("payout.seen", "payout", said)
    return ok("payout.ready", "payout", french.say("Peut être versé."))


def award_faults(grant: Grant, amount: Decimal, given: Sequence[Decimal]) -> list[Finding]:
    """Why an amount is not given; `given` are the awards of the same aid that stand."""
    if amount <= 0:
        return [broken("award.amount", "amount", french.say("Donnez un montant."))]
    if grant.max is not None and amount > grant.max:
        said = french.say("Cette aide va jusqu’à {most}.",
                          most=french.money(grant.max, grant.currency))  # fmt: skip
        return [broken("award.max", "amount", said)]
    if grant.year_min is not None and amount < _least(grant, grant.year_min):
        said = french.say(
            "Cette aide fait au moins {least} par an : {total} pour sa durée.",
            least=french.money(grant.year_min, grant.currency),
            total=french.money(_least(grant, grant.year_min), grant.currency),
        )
        return [broken("award.year", "amount", said)]
    if grant.count is not None and len(given) >= grant.count * (grant.split_max or 1):
        said = french.say("Le programme ne donne cette aide que {count} : elle l’est déjà.",
                          count=french.plural(grant.count, "fois", "fois"))  # fmt: skip
        return [broken("award.count", "grant", said)]
    whole = grant.budget
    if whole is None and grant.split_max and grant.amount is not None:
        whole = grant.amount * (grant.count or 1)
    left = whole - sum(given, Decimal(0)) if whole is not None else None
    if left is not None and amount > left:
        said = french.say("L’enveloppe de cette aide n’a plus que {left}.",
                          left=french.money(max(left, Decimal(0)), grant.currency))  # fmt: skip
        return [broken("award.budget", "amount", said)]
    return []


def _least(grant: Grant, yearly: Decimal) -> Decimal:
    """What an aid comes to at least over its years; a part of a year counts for its months."""
    months = grant.lasts.months if grant.lasts and grant.lasts.months else 12
    return (yearly * months / 12).quantize(CENT)


def body_faults(
    grant: Grant,
    amount: Decimal,
    before: Sequence[tuple[date, Decimal]],
    today: date,
    start: str = "01-01",
) -> list[Finding]:
    """Why a body receives no more: `before` are its other awards of this aid, day and amount.

    `start` is the first day of a financial year, MM-DD.
    """
    if grant.body_max is None:
        return []
    had = sum((sum_ for day, sum_ in before if _counts(grant, day, today, start)), Decimal(0))
    if had + amount <= grant.body_max:
        return []
    said = french.say(
        "Un même organisme reçoit au plus {most}{within}, et celui-ci a déjà {had} de cette aide.",
        most=french.money(grant.body_max, grant.currency),
        within=french.say(" sur {time}", time=grant.body_within.said())
        if grant.body_within
        else "",
        had=french.money(had, grant.currency),
    )
    return [broken("award.body", "amount", said)]


def _counts(grant: Grant, day: date, today: date, start: str) -> bool:
    """Whether an earlier award still counts: rolling back from the day, or by whole years."""
    if grant.body_within is None:
        return True
    if grant.years == "rolling":
        return grant.body_within.after(day) > today
    first = start if grant.years == "financial" else "01-01"
    years = max(grant.body_within.months // 12, 1)
    return _exercise(day, first) > _exercise(today, first) - years


def _exercise(day: date, start: str) -> int:
    return day.year - (f"{day:%m-%d}" < start)


def yearly_faults(grant: Grant | None, amount: Decimal, paid: Decimal) -> list[Finding]:
    """Why a payment waits for the next year: `paid` is what was paid in the same one."""
    if grant is None or grant.year_max is None or paid + amount <= grant.year_max:
        return []
    said = french.say(
        "Cette aide ne dépasse pas {most} par an, et {paid} sont déjà versés cette année.",
        most=french.money(grant.year_max, grant.currency),
        paid=french.money(paid, grant.currency),
    )
    return [broken("payout.year", "on", said)]
