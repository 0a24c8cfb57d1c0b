"""Money: what is paid, what is received, who funds."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.kernel.speech import noted
from cordee.programme.explain import money_words, sharing, words
from cordee.programme.explain.delays import lasting
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.lending import LENT, valid
from cordee.programme.explain.rows import (
    Row,
    as_written,
    named_in,
    of_count,
    of_due,
    of_every,
    of_list,
    of_money,
    of_question,
    of_share,
    of_table,
    of_time,
    of_words,
    told,
)
from cordee.programme.explain.teller import Sentence, Teller, percent, span, yes
from cordee.programme.schema import money
from cordee.programme.schema import sharing as shared
from cordee.programme.schema.base import Record
from cordee.programme.schema.words import Words


def rate(
    t: Teller, it: money.Rate, currency: str = "", amount: str = "", *, alone: bool = False
) -> Item:
    """An amount, for those who meet a condition."""
    other = say("Montant") if alone else say("Sinon")
    label = t.said(it.label) or (say("Si la condition est remplie") if it.when else other)
    label = say("Montant") if it.until and not (it.when or t.said(it.label)) else label
    whom = [t.meant(it.when)] if it.when else []
    return entry(label, amount or t.money(it.amount, currency), *told(t, it, RATE), items=whom)


RATE = (
    Row("until", noted("jusqu’à ceci : {until}"), of_due),
    Row("from_number", noted("à partir du rang {rank} d’un même organisme")),
)


def refund(t: Teller, it: shared.Refund) -> Item:
    """How much of a fee is given back, and until when."""
    until = say("jusqu’à ceci : {until}", until=t.due(it.until)) if it.until else say("ensuite")
    back = say("{share} rendus", share=percent(it.share)) if it.share else say("rien n’est rendu")
    return entry(t.said(it.label) or say("Désistement"), back, until)


def fee(t: Teller, it: money.Fee) -> Item:
    """A contribution asked."""
    share = money_words.FEE_SHARES[it.share_of] if it.share_of else ""
    facts = [
        money_words.FEE_OF[it.of],
        share,
        money_words.FEE_PER[it.per],
        money_words.TAX[it.tax],
        *told(t, it, FEE),
        t.tracks(it.tracks),
    ]
    rates = [
        rate(
            t,
            one,
            it.currency,
            percent(one.amount) if it.share_of else "",
            alone=len(it.rates) == 1,
        )
        for one in it.rates
    ]
    parts = [instalment(t, one, it.currency) for one in it.instalments]
    items = [*rates, *parts, *t.items(it.refunds)]
    return entry(t.title(it), *facts, after=t.said(it.description), items=items)


TIMES = (Row("unit_question", noted("autant de fois que le dit {question}"), of_question),)
FEE = (
    *TIMES,
    Row("tax_rate", noted("taxe de {tax_rate}"), of_share),
    Row("max", noted("{currency} au plus"), of_money),
    Row("due", noted("à payer {due}"), of_due),
    Row("covers", noted("couvre : {covers}"), of_list),
    Row("excludes", noted("ne couvre pas : {excludes}"), of_list),
    Row("refundable", noted("remboursé : {refundable}"), of_words),
)


def instalment(t: Teller, it: money.Instalment, currency: str = "") -> Item:
    """A part of a grant."""
    facts = [percent(it.share), t.money(it.amount, currency), *told(t, it, INSTALMENT)]
    only = [entry(say("Seulement pour"), items=[t.meant(it.when)])] if it.when else []
    return entry(t.said(it.label) or say("Versement"), *facts, t.said(it.condition), items=only)


INSTALMENT = (
    Row("once_spent", noted("une fois dépensés {once_spent} de ce qui a été versé avant"),
        of_share),
    Row("released", "", of_due),
    Row("guarantee", noted("contre une garantie bancaire")),
    Row("every", noted("puis {every}"), of_every),
    Row("on_deliverable", noted("à la remise de {on_deliverable}"),
        named_in(lambda t: t.definition.year.deliverables)),
    Row("on_gate", noted("après {on_gate}"), named_in(lambda t: t.definition.gates)),
    Row("on_result", noted("quand ce résultat est atteint : {result}"),
        named_in(lambda t: t.definition.year.results)),
)  # fmt: skip


def grant(t: Teller, it: money.Grant) -> Item:
    """Money or days given."""
    whom = [t.meant(it.when)] if it.when else []
    parts = [instalment(t, one, it.currency) for one in it.instalments]
    costs = [
        *_costs(t, say("Dépense admise"), it.eligible_costs),
        *_costs(t, say("Dépense exclue"), it.excluded_costs),
    ]
    facts = [
        money_words.GRANTS[it.kind],
        money_words.GIVEN_TO[it.to] if not (it.awarded_at and it.to == "candidates") else "",
        *told(t, it, GRANTED),
        *_amounts(t, it),
        *told(t, it, LENT),
        *_brought(t, it),
        *told(t, it, TERMS),
        _renewed(it),
        *told(t, it, AROUND),
        t.tracks(it.tracks),
    ]
    scale = [
        *[sharing.tier(t, one, it.currency) for one in it.tiers],
        *[bonus(t, one, it.currency) for one in it.bonuses],
        *[bracket(t, one, it.currency) for one in it.brackets],
        *[cost_limit(t, one, it.currency) for one in it.cost_limits],
        *t.items(it.flat_costs),
        *[sharing.reduction(t, one, it.currency) for one in it.reductions],
    ]
    items = [*whom, *scale, *costs, *parts]
    return entry(t.title(it), *facts, after=t.said(it.description), items=items)


def bonus(t: Teller, it: money.Bonus, currency: str = "") -> Item:
    """What is added for those who meet a condition."""
    points = say("{rate} de plus", rate=percent(it.rate)) if it.rate is not None else ""
    amount = (
        say("{currency} de plus", currency=t.money(it.amount, currency))
        if it.amount is not None
        else ""
    )
    times = (
        say("multiplié par {times}", times=french.number(it.times)) if it.times is not None else ""
    )
    whom = [t.meant(it.when)] if it.when else []
    return entry(
        say("Majoration {quoted}", quoted=french.quoted(t.said(it.label))),
        points,
        amount,
        times,
        items=whom,
    )


def bracket(t: Teller, it: money.Bracket, currency: str = "") -> Item:
    """A slice of a scale."""
    slice_ = (
        say("jusqu’à {up_to}", up_to=french.number(it.up_to))
        if it.up_to is not None
        else say("au-delà")
    )
    return entry(
        say("Tranche {slice}", slice=slice_), percent(it.rate), t.money(it.amount, currency)
    )


def cost_limit(t: Teller, it: money.CostLimit, currency: str = "") -> Item:
    """How much of the money one sort of costs may take."""
    share = span(percent(it.min_share) or None, percent(it.max_share) or None)
    most = (
        say("au plus {currency}", currency=t.money(it.max, currency)) if it.max is not None else ""
    )
    per = say("par {unit}", unit=t.said(it.per)) if it.per else ""
    rate = say("aidée à {rate} au plus", rate=percent(it.rate_max)) if it.rate_max is not None \
        else ""  # fmt: skip
    label = say("Dépense {quoted}", quoted=french.quoted(t.said(it.label)))
    return entry(label, share, most, per, rate)


def _at(t: Teller, it: money.Grant, key: str) -> str:
    """At which stage it is given, and whether everybody left there gets it."""
    stage = t.named(t.definition.stages, key)
    if it.to == "candidates":
        return say("donné à chaque candidat retenu à l’étape {awarded_at}", awarded_at=stage)
    return say("donné à l’étape {awarded_at}", awarded_at=stage)


GRANTED = (
    Row("awarded_at", "", _at),
    Row("rank", noted("pour le rang {rank}"), as_written),
    Row("mention", noted("avec la mention {mention}"),
        named_in(lambda t: t.definition.selection.mentions)),
    Row("split_max", noted("se partage entre {split_max} lauréats au plus")),
)  # fmt: skip
"""At which stage, for which rank or mention it is given."""


def _costs(t: Teller, label: str, costs: Iterable[Words]) -> list[Item]:
    return [entry(label, t.said(one)) for one in costs]


def _amounts(t: Teller, it: money.Grant) -> list[str]:
    one = t.money(Decimal(1), it.currency)
    brought = (
        say("{matches} pour {said} apporté", matches=t.money(it.matches, it.currency), said=one)
        if it.matches is not None
        else ""
    )
    return [
        french.plural(it.count, "attribution") if it.count else "",
        t.money(it.amount, it.currency),
        *told(t, it, BOUNDS),
        money_words.GRANT_PER[it.per],
        say("unité : {unit}", unit=t.said(it.unit)) if it.unit else "",
        *told(t, it, TIMES),
        money_words.BASIS[it.basis] if it.basis else "",
        *told(t, it, RATES),
        *[
            say("{rate} l’année {year}", rate=percent(rate), year=year)
            for year, rate in enumerate(it.yearly_rates, 1)
        ],
        *told(t, it, LOOKED_AT),
        money_words.TAX[it.tax],
        *told(t, it, WHOLE),
        money_words.PAID_TO[it.paid_to] if it.paid_to else "",
        *told(t, it, ASKED),
        _body(t, it),
        words.COUNTED_YEARS[it.years],
        brought,
        say("apporté par {matched_by}", matched_by=t.said(it.matched_by)) if it.matched_by else "",
    ]


BOUNDS = (
    Row("min", noted("au moins {least}"), of_money),
    Row("max", noted("au plus {most}"), of_money),
    Row("expected", noted("le plus souvent {expected}"), of_money),
)
RATES = (
    Row("rate_max", noted("{rate_max} au plus des dépenses admises"), of_share),
    Row("rate_min", noted("{rate_min} au moins des dépenses admises"), of_share),
)
LOOKED_AT = (
    Row("rate_total_max", noted("{rate_total_max} au plus, majorations comprises"), of_share),
    Row("costs_min", noted("dépenses d’au moins {costs_min}"), of_money),
    Row("costs_max", noted("dépenses retenues jusqu’à {costs_max}"), of_money),
)
WHOLE = (
    Row("days", "", of_count("jour")),
    Row("hours", "", of_count("heure")),
    Row("budget", noted("enveloppe totale de {budget}"), of_money),
    Row("shared_by", noted("enveloppe {shared_by}"), of_table(money_words.SHARED_BY)),
)
ASKED = (Row("asked_question", noted("la demande est la réponse à {asked_question}"), of_question),)


def _body(t: Teller, it: money.Grant) -> str:
    """« au plus 100 000 € par organisme, sur 3 ans »."""
    most = (
        say("au plus {currency} par organisme", currency=t.money(it.body_max, it.currency))
        if it.body_max
        else ""
    )
    within = say("sur {years}", years=lasting(it.body_within)) if it.body_within else ""
    return strung(*filter(None, [most, within]), between=", ")


def _brought(t: Teller, it: money.Grant) -> list[str]:
    """What others bring, and what the winner brings itself."""
    most = (
        say("cofinancement d’au plus {share}", share=percent(it.co_financing_max))
        if it.co_financing_max
        else say("aucun cofinancement n’est admis")
    )
    own = say(
        "apport d’au moins {amount} {per}",
        amount=t.money(it.own_min, it.currency),
        per=words.OWN_PER[it.own_per],
    )
    return [
        most if it.co_financing_max is not None else "",
        own if it.own_min is not None else "",
    ]


def _renewed(it: money.Grant) -> str:
    if it.renewals == 0:
        return say("non renouvelable")
    times = french.number(it.renewals or 0)
    return say("renouvelable {renewals} fois", renewals=times) if it.renewals else ""


TERMS = (
    Row("not_with", noted("ne se cumule pas avec {grants}"),
        named_in(lambda t: t.definition.grants, "ou")),
    Row("with_", noted("ne se donne qu’avec {grants}"),
        named_in(lambda t: t.definition.grants)),
    Row("co_financing_min", noted("cofinancement d’au moins {co_financing_min}"), of_share),
    Row("in_kind_max", noted("dont {in_kind_max} au plus en nature"), of_share),
    Row("public_aid_max",
        noted("toutes aides publiques réunies : {public_aid_max} au plus des dépenses"), of_share),
    Row("overheads_flat",
        noted("frais généraux au forfait : {overheads_flat} des dépenses directes"), of_share),
    Row("overheads_max", noted("frais généraux : {overheads_max} au plus des dépenses directes"),
        of_share),
    Row("budget_shift_max",
        noted("{budget_shift_max} au plus d’une ligne du budget va à une autre sans accord"),
        of_share),
    Row("cash_min", noted("{cash_min} des dépenses au moins apportées en argent par d’autres"),
        of_share),
    Row("year_max", noted("au plus {currency} par an"), of_money),
    Row("year_min", noted("au moins {currency} par an"), of_money),
    Row("spent_within", noted("à dépenser ici : {places}"), lambda t, _it, some: t.places(some)),
    Row("spent_share", noted("pour {spent_share} de l’aide"), of_share),
    Row("third_party_max", noted("au plus {currency} reversés à chaque tiers"), of_money),
    Row("volunteer_hour", noted("une heure bénévole compte pour {currency}"), of_money),
    Row("costs_from", noted("dépenses admises à partir de ceci : {costs_from}"), of_due),
    Row("costs_until", noted("dépenses admises jusqu’à ceci : {costs_until}"), of_due),
    Row("lasts", noted("pendant {lasts}"), of_time),
    Row("valid", "", valid),
)  # fmt: skip
"""What must be brought, what counts, for how long."""

AROUND = (
    Row("cumulation", noted("cumul : {cumulation}"), of_words),
    Row("recovered", noted("reversement : {recovered}"), of_words),
    Row("recovered_over", noted("à reverser pendant {recovered_over}, un peu moins chaque année"),
        of_time),
    Row("legal", noted("cadre juridique : {legal}"), of_words),
)  # fmt: skip


def funder(t: Teller, it: money.Funder) -> Item:
    """Who pays for the programme."""
    facts = [
        t.money(it.amount, it.currency),
        percent(it.share),
        say("à mentionner ainsi : {quoted}", quoted=french.quoted(t.said(it.mention)))
        if it.mention
        else "",
        yes(it.logo, say("logo : {logo}", logo=it.logo)),
    ]
    return entry(t.title(it), *facts, after=t.said(it.description))


SENTENCES: Mapping[type[Record], Sentence] = {
    money.Rate: rate,
    shared.Refund: refund,
    money.Fee: fee,
    money.Instalment: instalment,
    money.Bonus: bonus,
    money.Bracket: bracket,
    money.CostLimit: cost_limit,
    money.Grant: grant,
    money.Funder: funder,
}
