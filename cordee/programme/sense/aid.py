"""Aids that cannot be what they say: amounts beyond the project, terms of loans, contributions."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.amounts import asks, grants_of
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import Grant
from cordee.programme.schema.questions import Money
from cordee.programme.schema.walk import every
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw

GIVEN = {"subsidy", "refund", "loan", "voucher"}
"""Aids that pay a part of what a project costs."""


def terms(definition: Definition) -> Iterator[Flaw]:
    """Terms of a loan or of a stake that contradict each other."""
    for index, one in enumerate(definition.grants):
        path: Path = ("grants", index)
        label = french.quoted(one.label)
        for low, high in (("interest", "interest_max"), ("stake", "stake_max")):
            least, most = getattr(one, low), getattr(one, high)
            if least is not None and most is not None and least > most:
                yield Flaw(
                    (*path, high),
                    say("{label} : {high} est inférieur à {low}.", label=label, high=high, low=low),
                )
        often = one.repaid_every
        if often and one.repaid_over and days.length(often) > days.length(one.repaid_over):
            yield Flaw(
                (*path, "repaid_every"),
                say(
                    "{label} se rembourse moins souvent que sa durée : le premier versement "
                    "viendrait après la fin.",
                    label=label,
                ),
            )
        if one.key in one.not_with:
            yield Flaw(
                (*path, "not_with"),
                say("{label} ne se cumulerait pas avec elle-même : ôtez sa clé.", label=label),
            )


def brought(definition: Definition) -> Iterator[Flaw]:
    """What others bring: asked for and forbidden, larger than the aid, or said by halves."""
    for index, one in enumerate(definition.grants):
        path: Path = ("grants", index)
        label, least, most = french.quoted(one.label), one.co_financing_min, one.co_financing_max
        asked = one.own_min is not None or one.cash_min
        if most is not None and ((least is not None and least > most) or (most == 0 and asked)):
            yield Flaw(
                (*path, "co_financing_max"),
                say("{label} demande un apport et n’en admet pas autant.", label=label),
            )
        if "own_per" in one.model_fields_set and one.own_min is None:
            yield Flaw(
                (*path, "own_per"),
                say("{label} dit par quoi se compte l’apport, mais non combien : écrivez own_min.",
                    label=label),
            )  # fmt: skip
        rate = max([one.rate_min or Decimal(), *(x.rate for x in one.tiers if x.rate)])
        if least is not None and rate and rate + least > 1:
            yield Flaw(
                (*path, "co_financing_min"),
                say(
                    "{label} va jusqu’à {rate} % et demande {least} % de cofinancement : les deux "
                    "dépassent le tout.",
                    label=label,
                    rate=french.number(rate * 100),
                    least=french.number(least * 100),
                ),
            )


def totals(definition: Definition) -> Iterator[Flaw]:
    """Rates beyond what public aids may reach together, and costs paid better than the aid."""
    for index, one in enumerate(definition.grants):
        path: Path = ("grants", index)
        most = one.rate_total_max or one.rate_max
        ceiling = one.public_aid_max
        if ceiling is not None and one.rate_total_max is not None and one.rate_total_max > ceiling:
            yield Flaw(
                (*path, "rate_total_max"),
                say(
                    "{label} peut atteindre {rate} % avec ses majorations, mais les aides "
                    "publiques ne dépassent pas {ceiling} % (public_aid_max).",
                    label=french.quoted(one.label),
                    rate=french.number(one.rate_total_max * 100),
                    ceiling=french.number(ceiling * 100),
                ),
            )
        for place, limit in enumerate(one.cost_limits):
            if limit.rate_max is not None and most is not None and limit.rate_max > most:
                yield Flaw(
                    (*path, "cost_limits", place),
                    say(
                        "{label} serait aidée à {rate} %, plus que l’aide elle-même ({most} %) : "
                        "relevez rate_max de l’aide.",
                        label=french.quoted(limit.label),
                        rate=french.number(limit.rate_max * 100),
                        most=french.number(most * 100),
                    ),
                )


def tiers(definition: Definition) -> Iterator[Flaw]:
    """Amounts by case that the floor or the ceiling of the aid forbids."""
    for index, one in enumerate(definition.grants):
        for place, tier in enumerate(one.tiers):
            path: Path = ("grants", index, "tiers", place, "amount")
            if tier.amount is None:
                continue
            low = one.min is not None and tier.amount < one.min
            high = one.max is not None and tier.amount > one.max
            given = french.money(tier.amount, one.currency)
            if low:
                least = french.money(one.min or Decimal(), one.currency)
                said = say(
                    "Ce cas donne {given}, moins que l’aide au minimum ({least}).",
                    given=given,
                    least=least,
                )
                yield Flaw(path, said)
            if high:
                most = french.money(one.max or Decimal(), one.currency)
                said = say(
                    "Ce cas donne {given}, plus que le plafond de l’aide ({most}).",
                    given=given,
                    most=most,
                )
                yield Flaw(path, said)


def within(definition: Definition) -> Iterator[Flaw]:
    """Aids larger than the projects of their tracks, than the envelope of their track."""
    for index, one in enumerate(definition.grants):
        for track in definition.tracks:
            if one.tracks != (track.key,):
                continue
            project, most = track.project, one.max if one.max is not None else one.amount
            if most is None or one.kind not in GIVEN or one.per != "project":
                continue
            cost = project.cost_max if project else None
            if cost is not None and most > cost:
                yield _too_much(index, one, say("ses projets coûtent au plus"), cost)
            if track.budget is not None and most > track.budget:
                yield _too_much(index, one, say("le volet n’a que"), track.budget)


def scaled(definition: Definition) -> Iterator[Flaw]:
    """Ceilings that the best rate of a scale never reaches on the dearest project."""
    cost = definition.project.cost_max if definition.project else None
    for index, one in enumerate(definition.grants):
        rates = [x.rate for x in one.tiers if x.rate is not None]
        if cost is None or one.max is None or one.rate_max is not None or one.bonuses or not rates:
            continue
        if len(rates) == len(one.tiers) and max(rates) * cost < one.max:
            yield Flaw(
                ("grants", index, "max"),
                say(
                    "{label} plafonne à {top}, que le meilleur taux n’atteint jamais : "
                    "{rate} % de {cost} au plus.",
                    label=french.quoted(one.label),
                    top=french.money(one.max, one.currency),
                    rate=french.number(max(rates) * 100),
                    cost=french.money(cost, one.currency),
                ),
            )


def _too_much(index: int, one: Grant, why: str, bound: Decimal) -> Flaw:
    return Flaw(
        ("grants", index, "max" if one.max is not None else "amount"),
        say(
            "{label} donne plus que possible : {why} {bound}.",
            label=french.quoted(one.label),
            why=why,
            bound=french.money(bound, one.currency),
        ),
    )


def asked(definition: Definition) -> Iterator[Flaw]:
    """Amounts asked for beyond every aid of the call, or in another currency."""
    named = {one.asked_question for one in definition.grants if one.asked_question}
    for path, one in every(definition.form, Money):
        if one.key not in named:
            continue
        paying = [x for x in definition.grants if x.asked_question == one.key]
        tops = [x.max if x.max is not None else x.amount for x in paying]
        known = [top for top in tops if top is not None]
        if one.max is not None and len(known) == len(tops) and one.max > max(known):
            yield Flaw(
                ("form", *path, "max"),
                say(
                    "On peut demander jusqu’à {most}, mais aucune aide ne dépasse {top}.",
                    most=french.money(one.max, one.currency),
                    top=french.money(max(known), one.currency),
                ),
            )
        if other := next((x for x in paying if x.currency != one.currency), None):
            yield Flaw(
                ("form", *path, "currency"),
                say(
                    "La demande se dit en {asked}, mais {label} se donne en {given}.",
                    asked=one.currency,
                    label=french.quoted(other.label),
                    given=other.currency,
                ),
            )


def currencies(definition: Definition) -> Iterator[Flaw]:
    """Amounts in another currency than the call's, with nothing said of the rate."""
    if definition.exchange is not None:
        return
    for name in ("grants", "fees"):
        for index, one in enumerate(getattr(definition, name)):
            if one.currency != definition.currency:
                yield Flaw(
                    (name, index, "currency"),
                    say(
                        "{label} est en {currency}, l’appel en {whole} : dites à quel taux "
                        "(exchange), ou gardez une seule monnaie.",
                        label=french.quoted(one.label),
                        currency=one.currency,
                        whole=definition.currency,
                    ),
                )


def share(definition: Definition) -> Iterator[Flaw]:
    """Shares that may be asked for and that no aid reaches, all aids of a file put together.

    `grant.request` tells those of a call that gives one aid, at one rate.
    """
    named = {one.asked_question for one in definition.grants}
    alone = [one for one in definition.grants if one.rate_max and not (one.tracks or one.bonuses)]
    if len(definition.grants) == len(alone) == 1:
        return
    for path, one in every(definition.form, Money):
        if one.max_share is None or not (one.key in named or asks(f"{one.key} {one.label}")):
            continue
        cost = definition.project.cost_question if definition.project else None
        if one.share_of and cost and one.share_of != cost:
            continue
        rates = []
        for track in [key.key for key in definition.tracks] or [""]:
            found = [x for x in grants_of(definition, track) if x.kind in GIVEN]
            tops = [_best(x) for x in found]
            if None in tops or not tops:
                return
            rates.append(sum((top for top in tops if top is not None), Decimal()))
        if one.max_share > max(rates):
            yield Flaw(
                ("form", *path, "max_share"),
                say(
                    "On peut demander {share} % du coût, mais les aides n’en paient que {rate} %.",
                    share=french.number(one.max_share * 100),
                    rate=french.number(max(rates) * 100),
                ),
            )


def _best(grant: Grant) -> Decimal | None:
    """The highest rate that a grant pays; nothing when it says none, or not in each case."""
    rates = [one.rate for one in grant.tiers]
    said = [one for one in rates if one is not None]
    best = max(said) if said and None not in rates else None
    return grant.rate_total_max or grant.rate_max or best


CHECKS = (
    Check("grant.terms", Severity.ERROR, terms),
    Check("grant.brought", Severity.WARNING, brought, ("grant",)),
    Check("grant.totals", Severity.WARNING, totals, ("grant",)),
    Check("grant.tier", Severity.WARNING, tiers, ("grant",)),
    Check("grant.within", Severity.WARNING, within, ("grant",)),
    Check("grant.scale", Severity.WARNING, scaled, ("grant",)),
    Check("grant.beyond", Severity.WARNING, asked, ("grant",)),
    Check("money.exchange", Severity.WARNING, currencies, ("grant", "fee")),
    Check("grant.share", Severity.WARNING, share, ("grant",)),
)
