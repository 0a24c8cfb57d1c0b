"""Money: rates nobody reaches, shares that do not add up, amounts that contradict each other."""

import re
from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import Fee, Grant
from cordee.programme.schema.walk import walk
from cordee.programme.sense.flaws import Check, Flaw

HUNDREDTH = Decimal("0.01")


def rates(definition: Definition) -> Iterator[Flaw]:
    """Rates after one that everybody meets, and fees that forget somebody."""
    for index, fee in enumerate(definition.fees):
        open_to_all = [place for place, rate in enumerate(fee.rates)
                       if rate.when is None and rate.until is None]  # fmt: skip
        if open_to_all and open_to_all[0] < len(fee.rates) - 1:
            yield Flaw(
                ("fees", index, "rates", open_to_all[0]),
                f"{french.quoted(fee.label)} : ce tarif vaut pour tous, ceux qui suivent ne "
                "s’appliqueront jamais. Placez-le en dernier.",
            )
        if not open_to_all:
            yield Flaw(
                ("fees", index, "rates"),
                f"{french.quoted(fee.label)} : rien ne dit ce que paient ceux qu’aucun tarif ne "
                "vise. Ajoutez un tarif sans condition (0 si c’est gratuit).",
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


NEGATIVE = "Un montant ne peut pas être négatif."


def unsaid(definition: Definition) -> Iterator[Flaw]:
    """Fees that say neither when they are due nor what they pay for."""
    for index, fee in enumerate(definition.fees):
        if any(rate.amount for rate in fee.rates) and (silent := _silent(fee)):
            yield Flaw(("fees", index), f"{french.quoted(fee.label)} ne dit pas "
                       f"{french.listed(silent, 'ni')}.")  # fmt: skip


def _silent(fee: Fee) -> list[str]:
    told = {"ce qu’elle paie (covers)": fee.covers, "quand elle est due (due)": fee.due}
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


SHARE = "Une part s’écrit entre 0 et 1 : 0.8 pour 80 %."


def funders(definition: Definition) -> Iterator[Flaw]:
    """Shares of funders beyond the whole."""
    total = sum((one.share or Decimal() for one in definition.funders), Decimal())
    if total > 1:
        yield Flaw(("funders",), f"Les parts des financeurs font {_percent(total)}.")


def _percent(share: Decimal) -> str:
    return f"{french.number(share * 100)} %"


def instalments(definition: Definition) -> Iterator[Flaw]:
    """Instalments that do not add up to the grant."""
    for index, grant in enumerate(definition.grants):
        path: Path = ("grants", index, "instalments")
        parts = [one.share for one in grant.instalments]
        total = sum((one for one in parts if one), Decimal())
        if parts and None not in parts and abs(total - 1) > HUNDREDTH:
            yield Flaw(path, f"Les versements font {_percent(total)} de l’aide, au lieu de 100 %.")
        amounts = [one.amount for one in grant.instalments]
        money = sum((one for one in amounts if one), Decimal())
        if amounts and None not in amounts and grant.amount and money != grant.amount:
            yield Flaw(path, f"Les versements font {french.money(money)}, pour une aide de "
                       f"{french.money(grant.amount)}.")  # fmt: skip


def amounts(definition: Definition) -> Iterator[Flaw]:
    """Grants whose bounds, rate or envelope contradict each other."""
    for index, grant in enumerate(definition.grants):
        path: Path = ("grants", index)
        if grant.min is not None and grant.max is not None and grant.min > grant.max:
            yield Flaw((*path, "min"), f"Le minimum ({french.money(grant.min)}) dépasse le maximum "
                       f"({french.money(grant.max)}).")  # fmt: skip
        if grant.rate_max and grant.co_financing_min and _over(grant):
            yield Flaw((*path, "co_financing_min"), "Le taux d’aide et le cofinancement demandé "
                       f"dépassent ensemble 100 % ({_percent(_sum(grant))}).")  # fmt: skip
        if grant.budget and grant.amount and grant.count and _whole(grant) > grant.budget:
            yield Flaw((*path, "budget"), f"{grant.count} aides de {french.money(grant.amount)} "
                       f"dépassent l’enveloppe de {french.money(grant.budget)}.")  # fmt: skip


def _sum(grant: Grant) -> Decimal:
    return (grant.rate_max or Decimal()) + (grant.co_financing_min or Decimal())


def _over(grant: Grant) -> bool:
    return _sum(grant) > 1


def _whole(grant: Grant) -> Decimal:
    return (grant.amount or Decimal()) * (grant.count or 0)


CURRENCY = re.compile(r"[A-Z]{3}")
NAMED = {"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "£": "GBP", "cfa": "XOF",
         "fcfa": "XOF", "dollar": "USD", "dollars": "USD", "franc suisse": "CHF"}  # fmt: skip


def currencies(definition: Definition) -> Iterator[Flaw]:
    """Currencies that are not written as their code of three letters."""
    for path, one in walk(definition):
        code = getattr(one, "currency", None)
        told = len(path) > 0 and code == definition.currency  # once is enough
        if isinstance(code, str) and not told and not CURRENCY.fullmatch(code):
            meant = NAMED.get(code.casefold(), code.upper() if len(code) == LETTERS else "")
            hint = f"vouliez-vous dire « {meant} » ?" if meant else "EUR, CHF, CAD, XOF…"
            yield Flaw((*path, "currency"), f"« {code} » n’est pas un code de monnaie à trois "
                       f"lettres : {hint}")  # fmt: skip


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
