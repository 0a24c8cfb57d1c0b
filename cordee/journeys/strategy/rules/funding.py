"""What a line of the accounts must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


def line_faults(
    *,
    nature: str,
    amount: Decimal | None,
    days: Decimal | None,
    rate: Decimal | None,
    on: date,
    today: date,
    currency: str = "EUR",
) -> list[Finding]:
    """A blank amount, a day without its rate, a product that is not the amount (R305, R307)."""
    found = []
    if amount is None and (days is None or rate is None):
        found.append(missing("funding.amount", "amount", "Donnez un montant, ou des jours et la "
                             "valeur d’un jour : un chiffre vide ne s’imprime pas."))  # fmt: skip
    if nature != "cash" and (days is None) != (rate is None):
        found.append(missing("funding.rate", "rate", "Des jours se disent avec la valeur d’un "
                             "jour, et l’inverse."))  # fmt: skip
    if amount is not None and days is not None and rate is not None and amount != days * rate:
        said = french.money(days * rate, currency)
        found.append(
            broken(
                "funding.product",
                "amount",
                french.say(
                    "Jours × valeur d’un jour font {said} : corrigez l’un des trois, ou "
                    "laissez le montant vide.",
                    said=said,
                ),
            )
        )
    if on > today:
        found.append(broken("funding.future", "on", "Un apport s’inscrit une fois reçu ou donné."))
    return found
