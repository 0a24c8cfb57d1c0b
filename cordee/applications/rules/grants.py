"""What a file asks for, against what the call gives: ceilings, rates, co-financing (R80-R84)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cordee.applications.rules.budgeting import budgeted
from cordee.applications.rules.contributions import brought, limited
from cordee.applications.rules.tables import decimal, table_totals
from cordee.kernel import french
from cordee.kernel.findings import Finding, Strength, Verdict, broken
from cordee.kernel.typography import NBSP
from cordee.programme.amounts import asked_question, grants_of
from cordee.programme.conditions import Facts, holds, judge
from cordee.programme.schema import Definition
from cordee.programme.schema import questions as q
from cordee.programme.schema.money import Bracket, Grant
from cordee.programme.schema.sharing import Tier

MONEY = {"subsidy", "loan", "refund", "guarantee", "voucher", "equity", "convertible", "stipend"}
"""Sorts of aid that a candidate asks for; prizes and days are given."""
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, for what cost, by whom, and under which words."""

    amount: Decimal
    cost: Decimal | None
    facts: Facts
    where: str
    currency: str
    strength: Strength


def grant_findings(
    definition: Definition, track: str, answers: Mapping[str, Any], facts: Facts
) -> list[Finding]:
    """The remarks on the amount asked for; nothing as long as it, or the aid, is not known."""
    known = asked_question(definition, track)
    found: list[Finding] = []
    grants = [one for one in grants_of(definition, track) if one.kind in MONEY]
    for question in dict.fromkeys(one.asked_question or known for one in grants):
        amount = decimal(answers.get(question or ""))
        these = [one for one in grants if (one.asked_question or known) == question]
        grant = _applying(these, facts)
        if question is None or amount is None or grant is None:
            continue
        asked = Asked(
            amount, cost_of(definition, track, answers), facts, f"questions.{question}",
            grant.currency or definition.currency,
            Strength.ADVICE if definition.selection.adjusts else Strength.OBLIGATION,
        )  # fmt: skip
        found += _remarks(grant, asked)
        wrong = _budgeted(definition, track, answers, grant, amount)
        found += [_said(asked, said) for said in wrong]
    return [*found, *_apart(grants, known, answers)]


def _budgeted(
    definition: Definition, track: str, answers: Mapping[str, Any], grant: Grant, amount: Decimal
) -> Iterator[str]:
    """What is wrong line by line, when the cost of the project is a budget table."""
    project = definition.project_of(track)
    key = project.cost_question if project else None
    question, value = definition.question(key or ""), answers.get(key or "")
    if isinstance(question, q.Table) and isinstance(value, list):
        rows = [row for row in value if isinstance(row, dict)]
        yield from limited(grant, question, rows)
        yield from budgeted(grant, question, rows, amount)


def _apart(
    grants: Sequence[Grant], known: str | None, answers: Mapping[str, Any]
) -> Iterator[Finding]:
    """Aids asked for together that the call gives apart, or apart that it gives together."""
    wanted = {
        one.key: one for one in grants if decimal(answers.get(one.asked_question or known or ""))
    }
    for one in wanted.values():
        for key in one.not_with:
            other = wanted.get(key)
            if other is not None and (other.asked_question or known) != (
                one.asked_question or known
            ):
                said = french.say(
                    "{one} ne se cumule pas avec {other} : gardez une seule de ces demandes.",
                    one=french.quoted(one.label), other=french.quoted(other.label))  # fmt: skip
                yield broken("grant.together", f"questions.{one.asked_question or known}", said)
        for one_key in one.with_:
            beside = next((x for x in grants if x.key == one_key and x.asked_question), None)
            if beside is not None and beside.key not in wanted:
                said = french.say(
                    "{one} ne se donne qu’avec {other} : demandez aussi {other}, ou aucune.",
                    one=french.quoted(one.label), other=french.quoted(beside.label))  # fmt: skip
                yield broken("grant.together", f"questions.{one.asked_question or known}", said)


def _applying(grants: Sequence[Grant], facts: Facts) -> Grant | None:
    """The only aid this applicant may ask for; none while that depends on what is not known."""
    closed = Verdict.BROKEN
    open_ = [x for x in grants if x.when is None or judge(x.when, facts).verdict is not closed]
    sure = [one for one in open_ if holds(one.when, facts)]
    return sure[0] if len(open_) == len(sure) == 1 else None


def cost_of(definition: Definition, track: str, answers: Mapping[str, Any]) -> Decimal | None:
    """What the project costs, by the question that says it."""
    project = definition.project_of(track)
    key = project.cost_question if project else None
    value = answers.get(key or "")
    question = next((one for one in definition.questions() if one.key == key), None)
    if isinstance(question, q.Table) and isinstance(value, list):
        rows = [row for row in value if isinstance(row, dict)]
        return max(table_totals(question, rows).values(), default=None)
    return decimal(value)


def _remarks(grant: Grant, asked: Asked) -> Iterator[Finding]:
    tier = next((one for one in grant.tiers if holds(one.when, asked.facts)), None)
    if tier is not None and tier.score_from is not None:
        tier = None  # nobody knows her mark before the choice
    rates = _rate(grant, tier, asked.facts)
    yield from _bounds(grant, tier, asked)
    if not asked.cost:
        return
    eligible = min(asked.cost, grant.costs_max) if grant.costs_max is not None else asked.cost
    if grant.costs_min is not None and asked.cost < grant.costs_min:
        yield _said(asked, french.say(
            "les dépenses font {cost}, l’aide en demande au moins {least}",
            cost=_money(asked, asked.cost), least=_money(asked, grant.costs_min)))  # fmt: skip
    most = _most(grant, rates, eligible, asked.facts)
    if most is not None and asked.amount > most + CENT:
        how = "" if rates is None else french.say(
            " ({rate} de {cost})", rate=_percent(rates), cost=_money(asked, eligible))  # fmt: skip
        yield _said(asked, _above(asked, most) + how)
    least = grant.rate_min * eligible if grant.rate_min is not None else None
    if least is not None and asked.amount < least - CENT:
        yield _said(asked, _below(asked, least))
    own = grant.co_financing_min
    if own is not None and asked.cost - asked.amount < own * asked.cost - CENT:
        yield _said(asked, french.say(
            "il faut au moins {share} d’autres financements, soit {due} ; il en reste {left}",
            share=_percent(own), due=_money(asked, own * asked.cost),
            left=_money(asked, max(asked.cost - asked.amount, Decimal()))))  # fmt: skip
    people = asked.facts.numbers.get("population")
    for said in brought(grant, asked.amount, asked.cost, people):
        yield _said(asked, said)


def _above(asked: Asked, most: Decimal) -> str:
    return french.say("vous demandez {amount}, l’aide ne dépasse pas {most}",
                      amount=_money(asked, asked.amount), most=_money(asked, most))  # fmt: skip


def _below(asked: Asked, least: Decimal) -> str:
    return french.say("vous demandez {amount}, l’aide est d’au moins {least}",
                      amount=_money(asked, asked.amount), least=_money(asked, least))  # fmt: skip


def _rate(grant: Grant, tier: Tier | None, facts: Facts) -> Decimal | None:
    """The rate this applicant may reach, bonuses included."""
    rate = tier.rate if tier is not None and tier.rate is not None else grant.rate_max
    if rate is None:
        return None
    rate += sum((one.rate or Decimal() for one in grant.bonuses if holds(one.when, facts)),
                Decimal())  # fmt: skip
    top = grant.rate_total_max
    return min(rate, top) if top is not None else rate


def _bounds(grant: Grant, tier: Tier | None, asked: Asked) -> Iterator[Finding]:
    """The least and the most that may be asked for, whatever the project costs."""
    fixed = tier.amount if tier and tier.amount is not None else grant.amount
    if grant.per == "inhabitant" and fixed is not None:
        people = asked.facts.numbers.get("population")
        fixed = fixed * people if people is not None and not grant.brackets else None
    elif grant.unit_question and fixed is not None:
        units = decimal(asked.facts.answers.get(grant.unit_question))
        fixed = fixed * units if units is not None and not grant.brackets else None
    elif grant.per != "project":
        fixed = None
    top = tier.max if tier and tier.max is not None else grant.max
    ceilings = [one for one in (fixed, top) if one is not None]
    if not ceilings and grant.min is None:
        return
    extra = [one for one in grant.bonuses if holds(one.when, asked.facts)]
    most = min(ceilings) if ceilings else None
    if most is not None:
        for one in extra:
            most = most * (one.times if one.times is not None else 1) + (one.amount or 0)
        if asked.amount > most:
            yield _said(asked, _above(asked, most))
    if grant.min is not None and grant.per == "project" and asked.amount < grant.min:
        yield _said(asked, _below(asked, grant.min))


def _most(grant: Grant, rate: Decimal | None, cost: Decimal, facts: Facts) -> Decimal | None:
    """What the rate, or the brackets, give for that cost."""
    if grant.brackets and grant.per == "project":
        found = _sliced(grant.brackets, cost)
        more = sum((one.rate or Decimal() for one in grant.bonuses if holds(one.when, facts)),
                   Decimal())  # fmt: skip
        return found + more * cost
    return None if rate is None else rate * cost


def _sliced(brackets: Sequence[Bracket], cost: Decimal) -> Decimal:
    """« 30 % jusqu’à 300 000, 20 % au-delà », slice by slice."""
    given, done = Decimal(), Decimal()
    for one in brackets:
        top = min(cost, one.up_to) if one.up_to is not None else cost
        part = max(top - done, Decimal())
        given += part * (one.rate or 0) + (one.amount or 0 if part else 0)
        done = max(done, top)
    return given


def _said(asked: Asked, said: str) -> Finding:
    cut = asked.strength is Strength.ADVICE
    sentence = french.say("Aide demandée : {said}.", said=said)
    if cut:
        sentence = french.strung(sentence, french.say("Elle pourra être réduite."))
    return broken("grant.asked", asked.where, sentence, strength=asked.strength)


def _money(asked: Asked, amount: Decimal) -> str:
    return french.money(amount.quantize(CENT), asked.currency)


def _percent(share: Decimal | None) -> str:
    return f"{french.number((share or Decimal()) * 100)}{NBSP}%"
