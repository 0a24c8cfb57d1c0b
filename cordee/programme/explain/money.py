"""Money: what is paid, what is received, who funds."""

from collections.abc import Iterable, Mapping

from cordee.kernel import french
from cordee.programme.explain import words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, percent, yes
from cordee.programme.schema import money
from cordee.programme.schema.base import Amount, Record, Words


def rate(t: Teller, it: money.Rate, currency: str = "") -> Item:
    """An amount, for those who meet a condition."""
    label = t.said(it.label) or ("Si la condition est remplie" if it.when else "Sinon")
    return entry(label, t.money(it.amount, currency), items=[t.meant(it.when)] if it.when else [])


def fee(t: Teller, it: money.Fee) -> Item:
    """A contribution asked."""
    facts = [
        words.FEE_OF[it.of],
        words.FEE_PER[it.per],
        words.TAX[it.tax],
        f"{t.money(it.max, it.currency)} au plus" if it.max is not None else "",
        f"à payer {t.due(it.due)}" if it.due else "",
        f"couvre : {t.all_said(it.covers)}" if it.covers else "",
        f"ne couvre pas : {t.all_said(it.excludes)}" if it.excludes else "",
        f"remboursé : {t.said(it.refundable)}" if it.refundable else "",
        t.tracks(it.tracks),
    ]
    rates = [rate(t, one, it.currency) for one in it.rates]
    return entry(t.title(it), *facts, after=t.said(it.description), items=rates)


def instalment(t: Teller, it: money.Instalment, currency: str = "") -> Item:
    """A part of a grant."""
    deliverables, gates = t.definition.year.deliverables, t.definition.gates
    facts = [
        percent(it.share),
        t.money(it.amount, currency),
        t.due(it.released),
        f"à la remise de {t.named(deliverables, it.on_deliverable)}" if it.on_deliverable else "",
        f"après {t.named(gates, it.on_gate)}" if it.on_gate else "",
    ]
    return entry(t.said(it.label) or "Versement", *facts, t.said(it.condition))


def grant(t: Teller, it: money.Grant) -> Item:
    """Money or days given."""
    whom = [t.meant(it.when)] if it.when else []
    parts = [instalment(t, one, it.currency) for one in it.instalments]
    costs = [*_costs(t, "Dépense admise", it.eligible_costs),
             *_costs(t, "Dépense exclue", it.excluded_costs)]  # fmt: skip
    facts = [words.GRANTS[it.kind], *_amounts(t, it), *_terms(t, it), t.tracks(it.tracks)]
    return entry(t.title(it), *facts, after=t.said(it.description), items=[*whom, *costs, *parts])


def _costs(t: Teller, label: str, costs: Iterable[Words]) -> list[Item]:
    return [entry(label, t.said(one)) for one in costs]


def _amounts(t: Teller, it: money.Grant) -> list[str]:
    def said(amount: Amount | None) -> str:
        return t.money(amount, it.currency)

    return [
        french.plural(it.count, "attribution") if it.count else "",
        said(it.amount),
        f"au moins {said(it.min)}" if it.min is not None else "",
        f"au plus {said(it.max)}" if it.max is not None else "",
        words.GRANT_PER[it.per],
        f"unité : {t.said(it.unit)}" if it.unit else "",
        words.BASIS[it.basis] if it.basis else "",
        f"{percent(it.rate_max)} au plus des dépenses admises" if it.rate_max is not None else "",
        french.plural(it.days, "jour") if it.days is not None else "",
        f"enveloppe totale de {said(it.budget)}" if it.budget is not None else "",
    ]


def _terms(t: Teller, it: money.Grant) -> list[str]:
    return [
        f"cofinancement d’au moins {percent(it.co_financing_min)}"
        if it.co_financing_min is not None else "",
        f"frais généraux : {percent(it.overheads_max)} au plus des dépenses directes"
        if it.overheads_max is not None else "",
        f"dépenses admises à partir de ceci : {t.due(it.costs_from)}" if it.costs_from else "",
        f"dépenses admises jusqu’à ceci : {t.due(it.costs_until)}" if it.costs_until else "",
        f"cumul : {t.said(it.cumulation)}" if it.cumulation else "",
        f"reversement : {t.said(it.recovered)}" if it.recovered else "",
        f"cadre juridique : {t.said(it.legal)}" if it.legal else "",
    ]  # fmt: skip


def funder(t: Teller, it: money.Funder) -> Item:
    """Who pays for the programme."""
    facts = [
        t.money(it.amount, it.currency),
        percent(it.share),
        f"à mentionner ainsi : {french.quoted(t.said(it.mention))}" if it.mention else "",
        yes(it.logo, f"logo : {it.logo}"),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


SENTENCES: Mapping[type[Record], Sentence] = {
    money.Rate: rate,
    money.Fee: fee,
    money.Instalment: instalment,
    money.Grant: grant,
    money.Funder: funder,
}
