"""Money: what is paid, what is received, who funds."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.programme.explain import sharing, words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, lasting, percent, span, yes
from cordee.programme.schema import money
from cordee.programme.schema.base import Amount, Record, Words


def rate(t: Teller, it: money.Rate, currency: str = "") -> Item:
    """An amount, for those who meet a condition."""
    label = t.said(it.label) or (say("Si la condition est remplie") if it.when else say("Sinon"))
    until = say("jusqu’à ceci : {until}", until=t.due(it.until)) if it.until else ""
    whom = [t.meant(it.when)] if it.when else []
    return entry(label, t.money(it.amount, currency), until, items=whom)


def fee(t: Teller, it: money.Fee) -> Item:
    """A contribution asked."""
    facts = [
        words.FEE_OF[it.of],
        words.FEE_PER[it.per],
        words.TAX[it.tax],
        say("taxe de {tax_rate}", tax_rate=percent(it.tax_rate)) if it.tax_rate is not None else "",
        say("{currency} au plus", currency=t.money(it.max, it.currency))
        if it.max is not None
        else "",
        say("à payer {due}", due=t.due(it.due)) if it.due else "",
        say("couvre : {covers}", covers=t.all_said(it.covers)) if it.covers else "",
        say("ne couvre pas : {excludes}", excludes=t.all_said(it.excludes)) if it.excludes else "",
        say("remboursé : {refundable}", refundable=t.said(it.refundable)) if it.refundable else "",
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
        say(
            "une fois dépensés {once_spent} de ce qui a été versé avant",
            once_spent=percent(it.once_spent),
        )
        if it.once_spent is not None
        else "",
        t.due(it.released),
        say("contre une garantie bancaire") if it.guarantee else "",
        say("puis tous les {every}", every=lasting(it.every)) if it.every else "",
        say(
            "à la remise de {on_deliverable}",
            on_deliverable=t.named(deliverables, it.on_deliverable),
        )
        if it.on_deliverable
        else "",
        say("après {on_gate}", on_gate=t.named(gates, it.on_gate)) if it.on_gate else "",
        say(
            "quand ce résultat est atteint : {result}",
            result=t.named(t.definition.year.results, it.on_result),
        )
        if it.on_result
        else "",
    ]
    only = [entry(say("Seulement pour"), items=[t.meant(it.when)])] if it.when else []
    return entry(t.said(it.label) or say("Versement"), *facts, t.said(it.condition), items=only)


def grant(t: Teller, it: money.Grant) -> Item:
    """Money or days given."""
    whom = [t.meant(it.when)] if it.when else []
    parts = [instalment(t, one, it.currency) for one in it.instalments]
    costs = [
        *_costs(t, say("Dépense admise"), it.eligible_costs),
        *_costs(t, say("Dépense exclue"), it.excluded_costs),
    ]
    facts = [
        words.GRANTS[it.kind],
        say("donné à l’étape {awarded_at}", awarded_at=t.named(t.definition.stages, it.awarded_at))
        if it.awarded_at
        else "",
        say("pour le rang {rank}", rank=it.rank) if it.rank else "",
        *_amounts(t, it),
        say(
            "avec la mention {mention}",
            mention=t.named(t.definition.selection.mentions, it.mention),
        )
        if it.mention
        else "",
        *_lent(t, it),
        *_terms(t, it),
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


def _lent(t: Teller, it: money.Grant) -> list[str]:
    """How a loan is paid back, or what is taken in exchange."""
    return [
        say("intérêt de {interest} par an", interest=percent(it.interest))
        if it.interest is not None
        else "",
        say("jusqu’à {rate} selon le dossier", rate=percent(it.interest_max))
        if it.interest_max is not None
        else "",
        say("garanti par : {security}", security=t.said(it.security)) if it.security else "",
        say("remboursé par parts, tous les {every}", every=lasting(it.repaid_every))
        if it.repaid_every
        else "",
        say("remboursé seulement dans ce cas : {case}", case=t.said(it.repaid_if))
        if it.repaid_if
        else "",
        say("remboursé en {repaid_over}", repaid_over=lasting(it.repaid_over))
        if it.repaid_over
        else "",
        say("premier remboursement après {repaid_from}", repaid_from=lasting(it.repaid_from))
        if it.repaid_from
        else "",
        say("contre {stake} du capital", stake=percent(it.stake)) if it.stake is not None else "",
        say("au plus {share} du capital", share=percent(it.stake_max))
        if it.stake_max is not None
        else "",
        say(
            "converti sur une valeur d’au plus {currency}",
            currency=t.money(it.valuation_cap, it.currency),
        )
        if it.valuation_cap is not None
        else "",
        say("converti avec {discount} de décote", discount=percent(it.discount))
        if it.discount is not None
        else "",
        say(
            "chez les prestataires de {providers}",
            providers=t.named(t.definition.circles, it.providers),
        )
        if it.providers
        else "",
        say("{quotes_min} au moins", quotes_min=french.plural(it.quotes_min, "devis", "devis"))
        if it.quotes_min
        else "",
    ]


def _costs(t: Teller, label: str, costs: Iterable[Words]) -> list[Item]:
    return [entry(label, t.said(one)) for one in costs]


def _amounts(t: Teller, it: money.Grant) -> list[str]:
    def said(amount: Amount | None) -> str:
        return t.money(amount, it.currency)

    return [
        french.plural(it.count, "attribution") if it.count else "",
        said(it.amount),
        say("au moins {least}", least=said(it.min)) if it.min is not None else "",
        say("au plus {most}", most=said(it.max)) if it.max is not None else "",
        words.GRANT_PER[it.per],
        say("unité : {unit}", unit=t.said(it.unit)) if it.unit else "",
        words.BASIS[it.basis] if it.basis else "",
        say("{rate_max} au plus des dépenses admises", rate_max=percent(it.rate_max))
        if it.rate_max is not None
        else "",
        say("{rate_min} au moins des dépenses admises", rate_min=percent(it.rate_min))
        if it.rate_min is not None
        else "",
        *[
            say("{rate} l’année {year}", rate=percent(one), year=year)
            for year, one in enumerate(it.yearly_rates, 1)
        ],
        say(
            "{rate_total_max} au plus, majorations comprises",
            rate_total_max=percent(it.rate_total_max),
        )
        if it.rate_total_max is not None
        else "",
        say("dépenses d’au moins {costs_min}", costs_min=said(it.costs_min))
        if it.costs_min is not None
        else "",
        say("dépenses retenues jusqu’à {costs_max}", costs_max=said(it.costs_max))
        if it.costs_max is not None
        else "",
        words.TAX[it.tax],
        french.plural(it.days, "jour") if it.days is not None else "",
        french.plural(it.hours, "heure") if it.hours is not None else "",
        say("enveloppe totale de {budget}", budget=said(it.budget))
        if it.budget is not None
        else "",
        say("enveloppe {shared_by}", shared_by=words.SHARED_BY[it.shared_by])
        if it.shared_by
        else "",
        words.PAID_TO[it.paid_to] if it.paid_to else "",
        say(
            "la demande est la réponse à {asked_question}",
            asked_question=t.named(t.questions(), it.asked_question),
        )
        if it.asked_question
        else "",
        _body(t, it),
        say("{matches} pour {said} apporté", matches=said(it.matches), said=said(Decimal(1)))
        if it.matches is not None
        else "",
        say("apporté par {matched_by}", matched_by=t.said(it.matched_by)) if it.matched_by else "",
    ]


def _body(t: Teller, it: money.Grant) -> str:
    """« au plus 100 000 € par organisme, sur 3 ans »."""
    most = (
        say("au plus {currency} par organisme", currency=t.money(it.body_max, it.currency))
        if it.body_max
        else ""
    )
    within = say("sur {years}", years=lasting(it.body_within)) if it.body_within else ""
    return strung(*filter(None, [most, within]), between=", ")


def _terms(t: Teller, it: money.Grant) -> list[str]:
    return [
        say("aucun cofinancement n’est admis")
        if it.co_financing_max == 0
        else say("cofinancement d’au plus {share}", share=percent(it.co_financing_max))
        if it.co_financing_max is not None
        else "",
        say(
            "apport d’au moins {amount} {per}",
            amount=t.money(it.own_min, it.currency),
            per=words.OWN_PER[it.own_per],
        )
        if it.own_min is not None
        else "",
        say(
            "ne se cumule pas avec {grants}",
            grants=t.all_named(t.definition.grants, it.not_with, "ou"),
        )
        if it.not_with
        else "",
        say(
            "cofinancement d’au moins {co_financing_min}",
            co_financing_min=percent(it.co_financing_min),
        )
        if it.co_financing_min is not None
        else "",
        say("dont {in_kind_max} au plus en nature", in_kind_max=percent(it.in_kind_max))
        if it.in_kind_max is not None
        else "",
        say(
            "toutes aides publiques réunies : {public_aid_max} au plus des dépenses",
            public_aid_max=percent(it.public_aid_max),
        )
        if it.public_aid_max is not None
        else "",
        say(
            "frais généraux au forfait : {overheads_flat} des dépenses directes",
            overheads_flat=percent(it.overheads_flat),
        )
        if it.overheads_flat is not None
        else "",
        say(
            "frais généraux : {overheads_max} au plus des dépenses directes",
            overheads_max=percent(it.overheads_max),
        )
        if it.overheads_max is not None
        else "",
        say(
            "{budget_shift_max} au plus d’une ligne du budget va à une autre sans accord",
            budget_shift_max=percent(it.budget_shift_max),
        )
        if it.budget_shift_max is not None
        else "",
        say(
            "{cash_min} des dépenses au moins apportées en argent par d’autres",
            cash_min=percent(it.cash_min),
        )
        if it.cash_min is not None
        else "",
        say("au plus {currency} par an", currency=t.money(it.year_max, it.currency))
        if it.year_max is not None
        else "",
        say(
            "au plus {currency} reversés à chaque tiers",
            currency=t.money(it.third_party_max, it.currency),
        )
        if it.third_party_max is not None
        else "",
        say(
            "une heure bénévole compte pour {currency}",
            currency=t.money(it.volunteer_hour, it.currency),
        )
        if it.volunteer_hour is not None
        else "",
        say("dépenses admises à partir de ceci : {costs_from}", costs_from=t.due(it.costs_from))
        if it.costs_from
        else "",
        say("dépenses admises jusqu’à ceci : {costs_until}", costs_until=t.due(it.costs_until))
        if it.costs_until
        else "",
        say("pendant {lasts}", lasts=lasting(it.lasts)) if it.lasts else "",
        say("à utiliser dans les {valid}", valid=lasting(it.valid)) if it.valid else "",
        say("renouvelable {renewals} fois", renewals=french.number(it.renewals))
        if it.renewals
        else "",
        say("non renouvelable") if it.renewals == 0 else "",
        say("cumul : {cumulation}", cumulation=t.said(it.cumulation)) if it.cumulation else "",
        say("reversement : {recovered}", recovered=t.said(it.recovered)) if it.recovered else "",
        say("cadre juridique : {legal}", legal=t.said(it.legal)) if it.legal else "",
    ]


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
    money.Fee: fee,
    money.Instalment: instalment,
    money.Bonus: bonus,
    money.Bracket: bracket,
    money.CostLimit: cost_limit,
    money.Grant: grant,
    money.Funder: funder,
}
