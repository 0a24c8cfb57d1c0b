"""How a loan is told: interest, term, guarantees, stakes; and how long an aid may be used."""

from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.kernel.moments import Duration
from cordee.kernel.speech import noted
from cordee.programme.explain.delays import inside, lasting
from cordee.programme.explain.rows import (
    Row,
    named_in,
    of_every,
    of_money,
    of_share,
    of_time,
    of_words,
)
from cordee.programme.explain.teller import Teller, percent
from cordee.programme.schema import money


def valid(_t: Teller, it: money.Grant, value: Duration) -> str:
    """How long a label holds, or within what time the rest is spent."""
    if it.kind == "label":
        return say("valable {valid}", valid=lasting(value))
    return say("à utiliser {valid}", valid=inside(value))


def _interest(_t: Teller, it: money.Grant, value: Decimal) -> str:
    if not value and (it.interest_max or it.index):
        return ""
    if not value:
        return say("sans intérêt")
    return say("intérêt de {interest} par an", interest=percent(value))


LENT = (
    Row("interest", "", _interest, zero=True),
    Row("interest_max", noted("jusqu’à {rate} selon le dossier"), of_share),
    Row("index", noted("suit ceci : {index}"), of_words),
    Row("security", noted("garanti par : {security}"), of_words),
    Row("repaid_every", noted("remboursé par parts, {every}"), of_every),
    Row("repaid_if", noted("remboursé seulement dans ce cas : {case}"), of_words),
    Row("income_share", noted("remboursé par {income_share} des recettes"), of_share),
    Row("repaid_times", noted("remboursé au plus {repaid_times} fois la somme")),
    Row("repaid_over", noted("remboursé en {repaid_over}"), of_time),
    Row("repaid_from", noted("premier remboursement après {repaid_from}"), of_time),
    Row("stake", noted("contre {stake} du capital"), of_share),
    Row("stake_max", noted("au plus {share} du capital"), of_share),
    Row("valuation_cap", noted("converti sur une valeur d’au plus {currency}"), of_money),
    Row("discount", noted("converti avec {discount} de décote"), of_share),
    Row("providers", noted("chez les prestataires de {providers}"),
        named_in(lambda t: t.definition.circles)),
    Row("quotes_min", noted("{quotes_min} au moins"),
        lambda _t, _it, count: french.plural(count, "devis", "devis")),
)  # fmt: skip
"""How a loan is paid back, what is taken in exchange, where a voucher is spent."""
