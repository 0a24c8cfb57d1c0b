"""Money: rates nobody reaches, shares that do not add up, amounts that contradict each other."""

import re
from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.kernel.speech import noted
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import Fee, Grant
from cordee.programme.schema.walk import walk
from cordee.programme.sense.flaws import Check, Flaw, flaw

HUNDREDTH = Decimal("0.01")


def rates(definition: Definition) -> Iterator[Flaw]:
    """Rates after one that everybody meets, and fees that forget somebody."""
    for index, fee in enumerate(definition.fees):
        open_to_all = [
            place
            for place, rate in enumerate(fee.rates)
            if rate.when is None and rate.until is None
        ]
        if open_to_all and open_to_all[0] < len(fee.rates) - 1:
            yield flaw(
                ("fees", index, "rates", open_to_all[0]),
                "{label} : ce tarif vaut pour tous, ceux qui suivent ne s’appliqueront jamais. "
                "Placez-le en dernier.",
                label=french.quoted(fee.label),
            )
        if not open_to_all:
            yield flaw(
                ("fees", index, "rates"),
                "{label} : rien ne dit ce que paient ceux qu’aucun tarif ne vise. Ajoutez un "
                "tarif sans condition (0 si c’est gratuit).",
                label=french.quoted(fee.label),
            )


def negative(definition: Definition) -> Iterator[Flaw]:
    """Amounts below zero."""
    for index, fee in enumerate(definition.fees):
        for place, rate in enumerate(fee.rates):
            if rate.amount < 0:
                yield Flaw(("fees", index, "rates", place, "amount"), NEGATIVE)
    for index, grant in enumerate(definition.grants):
        for field in ("amount", "min", "max", "budget", "days", "rate_max", "co_financing_min"):
            if (getattr(grant, field) or 0) < 0:
                yield Flaw(("grants", index, field), NEGATIVE)


NEGATIVE = noted("Un montant ne peut pas être négatif.")


def unsaid(definition: Definition) -> Iterator[Flaw]:
    """Fees that say neither when they are due nor what they pay for."""
    for index, fee in enumerate(definition.fees):
        if any(rate.amount for rate in fee.rates) and (silent := _silent(fee)):
            yield flaw(
                ("fees", index),
                "{label} ne dit pas {silent}.",
                label=french.quoted(fee.label),
                silent=french.listed(silent, "ni"),
            )


def _silent(fee: Fee) -> list[str]:
    told = {say("ce qu’elle paie (covers)"): fee.covers, say("quand elle est due (due)"): fee.due}
    return [name for name, value in told.items() if not value]


def shares(definition: Definition) -> Iterator[Flaw]:
    """Shares outside 0 to 1."""
    for index, grant in enumerate(definition.grants):
        for field in ("rate_max", "co_financing_min", "overheads_max"):
            value = getattr(grant, field)
            if value is not None and value > 1:
                yield Flaw(("grants", index, field), SHARE)
        for place, one in enumerate(grant.instalments):
            if one.share is not None and not 0 <= one.share <= 1:
                yield Flaw(("grants", index, "instalments", place, "share"), SHARE)
    for index, funder in enumerate(definition.funders):
        if funder.share is not None and not 0 <= funder.share <= 1:
            yield Flaw(("funders", index, "share"), SHARE)


SHARE = noted("Une part s’écrit entre 0 et 1 : 0.8 pour 80 %.")


def funders(definition: Definition) -> Iterator[Flaw]:
    """Shares of funders beyond the whole."""
    total = sum((one.share or Decimal() for one in definition.funders), Decimal())
    if total > 1:
        yield flaw(("funders",), "Les parts des financeurs font {total}.", total=_percent(total))


def _percent(share: Decimal) -> str:
    return strung(french.number(share * 100), " %", between="")


def instalments(definition: Definition) -> Iterator[Flaw]:
    """Instalments that do not add up to the grant."""
    for index, grant in enumerate(definition.grants):
        path: Path = ("grants", index, "instalments")
        parts = [one.share for one in grant.instalments]
        total = sum((one for one in parts if one), Decimal())
        if parts and None not in parts and abs(total - 1) > HUNDREDTH:
            yield flaw(
                path,
                "Les versements font {total} de l’aide, au lieu de 100 %.",
                total=_percent(total),
            )
        amounts = [one.amount for one in grant.instalments]
        money = sum((one for one in amounts if one), Decimal())
        if amounts and None not in amounts and grant.amount and money != grant.amount:
            yield flaw(
                path,
                "Les versements font {money}, pour une aide de {amount}.",
                money=french.money(money),
                amount=french.money(grant.amount),
            )


def amounts(definition: Definition) -> Iterator[Flaw]:
    """Grants whose bounds, rate or envelope contradict each other."""
    for index, grant in enumerate(definition.grants):
        path: Path = ("grants", index)
        if grant.min is not None and grant.max is not None and grant.min > grant.max:
            yield flaw(
                (*path, "min"),
                "Le minimum ({least}) dépasse le maximum ({most}).",
                least=french.money(grant.min),
                most=french.money(grant.max),
            )
        if grant.rate_max and grant.co_financing_min and _over(grant):
            yield flaw(
                (*path, "co_financing_min"),
                "Le taux d’aide et le cofinancement demandé dépassent ensemble 100 % ({percent}).",
                percent=_percent(_sum(grant)),
            )
        if grant.budget and grant.amount and grant.count and _whole(grant) > grant.budget:
            yield flaw(
                (*path, "budget"),
                "L’enveloppe de {budget} ne suffit pas à {count} de {amount}.",
                count=french.plural(grant.count, "aide"),
                amount=french.money(grant.amount),
                budget=french.money(grant.budget),
            )


def _sum(grant: Grant) -> Decimal:
    return (grant.rate_max or Decimal()) + (grant.co_financing_min or Decimal())


def _over(grant: Grant) -> bool:
    return _sum(grant) > 1


def _whole(grant: Grant) -> Decimal:
    return (grant.amount or Decimal()) * (grant.count or 0)


CURRENCY = re.compile(r"[A-Z]{3}")
NAMED = {
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "$": "USD",
    "£": "GBP",
    "cfa": "XOF",
    "fcfa": "XOF",
    "dollar": "USD",
    "dollars": "USD",
    "franc suisse": "CHF",
}


def currencies(definition: Definition) -> Iterator[Flaw]:
    """Currencies that are not written as their code of three letters."""
    for path, one in walk(definition):
        code = getattr(one, "currency", None)
        told = len(path) > 0 and code == definition.currency  # once is enough
        if isinstance(code, str) and not told and not CURRENCY.fullmatch(code):
            meant = NAMED.get(code.casefold(), code.upper() if len(code) == LETTERS else "")
            hint = (
                say("vouliez-vous dire « {meant} » ?", meant=meant)
                if meant
                else "EUR, CHF, CAD, XOF…"
            )
            yield flaw(
                (*path, "currency"),
                "« {code} » n’est pas un code de monnaie à trois lettres : {hint}",
                code=code,
                hint=hint,
            )


LETTERS = 3


CHECKS = (
    Check("fee.rates", Severity.WARNING, rates, ("fee",)),
    Check("money.negative", Severity.ERROR, negative),
    Check("money.currency", Severity.ERROR, currencies),
    Check("fee.unsaid", Severity.NOTICE, unsaid),
    Check("money.share", Severity.ERROR, shares),
    Check("funders.over", Severity.ERROR, funders),
    Check("grant.instalments", Severity.WARNING, instalments),
    Check("grant.amounts", Severity.WARNING, amounts),
)
