"""Money: what is paid, what is received, who funds."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.explain import sharing, words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, lasting, percent, span, yes
from cordee.programme.schema import money
from cordee.programme.schema.base import Amount, Record, Words


def rate(t: Teller, it: money.Rate, currency: str = "") -> Item:
    """An amount, for those who meet a condition."""
    label = t.said(it.label) or ("Si la condition est remplie" if it.when else "Sinon")
    until = f"jusqu’à ceci : {t.due(it.until)}" if it.until else ""
    whom = [t.meant(it.when)] if it.when else []
    return entry(label, t.money(it.amount, currency), until, items=whom)


def fee(t: Teller, it: money.Fee) -> Item:
    """A contribution asked."""
    facts = [
        words.FEE_OF[it.of],
        words.FEE_PER[it.per],
        words.TAX[it.tax],
        f"taxe de {percent(it.tax_rate)}" if it.tax_rate is not None else "",
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
        f"une fois dépensés {percent(it.once_spent)} de ce qui a été versé avant"
        if it.once_spent is not None
        else "",
        t.due(it.released),
        "contre une garantie bancaire" if it.guarantee else "",
        f"puis tous les {lasting(it.every)}" if it.every else "",
        f"à la remise de {t.named(deliverables, it.on_deliverable)}" if it.on_deliverable else "",
        f"après {t.named(gates, it.on_gate)}" if it.on_gate else "",
    ]
    only = [entry("Seulement pour", items=[t.meant(it.when)])] if it.when else []
    return entry(t.said(it.label) or "Versement", *facts, t.said(it.condition), items=only)


def grant(t: Teller, it: money.Grant) -> Item:
    """Money or days given."""
    whom = [t.meant(it.when)] if it.when else []
    parts = [instalment(t, one, it.currency) for one in it.instalments]
    costs = [*_costs(t, "Dépense admise", it.eligible_costs),
             *_costs(t, "Dépense exclue", it.excluded_costs)]  # fmt: skip
    facts = [
        words.GRANTS[it.kind],
        f"donné à l’étape {t.named(t.definition.stages, it.awarded_at)}" if it.awarded_at else "",
        f"pour le rang {it.rank}" if it.rank else "",
        *_amounts(t, it),
        f"avec la mention {t.named(t.definition.selection.mentions, it.mention)}"
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
    points = f"{percent(it.rate)} de plus" if it.rate is not None else ""
    amount = f"{t.money(it.amount, currency)} de plus" if it.amount is not None else ""
    times = f"multiplié par {french.number(it.times)}" if it.times is not None else ""
    whom = [t.meant(it.when)] if it.when else []
    return entry(f"Majoration {french.quoted(t.said(it.label))}", points, amount, times, items=whom)


def bracket(t: Teller, it: money.Bracket, currency: str = "") -> Item:
    """A slice of a scale."""
    slice_ = f"jusqu’à {french.number(it.up_to)}" if it.up_to is not None else "au-delà"
    return entry(f"Tranche {slice_}", percent(it.rate), t.money(it.amount, currency))


def cost_limit(t: Teller, it: money.CostLimit, currency: str = "") -> Item:
    """How much of the money one sort of costs may take."""
    share = span(percent(it.min_share) or None, percent(it.max_share) or None)
    most = f"au plus {t.money(it.max, currency)}" if it.max is not None else ""
    return entry(f"Dépense {french.quoted(t.said(it.label))}", share, most)


def _lent(t: Teller, it: money.Grant) -> list[str]:
    """How a loan is paid back, or what is taken in exchange."""
    return [
        f"intérêt de {percent(it.interest)} par an" if it.interest is not None else "",
        f"remboursé en {lasting(it.repaid_over)}" if it.repaid_over else "",
        f"premier remboursement après {lasting(it.repaid_from)}" if it.repaid_from else "",
        f"contre {percent(it.stake)} du capital" if it.stake is not None else "",
        f"converti sur une valeur d’au plus {t.money(it.valuation_cap, it.currency)}"
        if it.valuation_cap is not None
        else "",
        f"converti avec {percent(it.discount)} de décote" if it.discount is not None else "",
        f"chez les prestataires de {t.named(t.definition.circles, it.providers)}"
        if it.providers
        else "",
        f"{french.plural(it.quotes_min, 'devis', 'devis')} au moins" if it.quotes_min else "",
    ]


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
        f"{percent(it.rate_min)} au moins des dépenses admises" if it.rate_min is not None else "",
        *[f"{percent(one)} la {_nth(year)} année" for year, one in enumerate(it.yearly_rates, 1)],
        f"{percent(it.rate_total_max)} au plus, majorations comprises"
        if it.rate_total_max is not None
        else "",
        f"dépenses d’au moins {said(it.costs_min)}" if it.costs_min is not None else "",
        f"dépenses retenues jusqu’à {said(it.costs_max)}" if it.costs_max is not None else "",
        words.TAX[it.tax],
        french.plural(it.days, "jour") if it.days is not None else "",
        french.plural(it.hours, "heure") if it.hours is not None else "",
        f"enveloppe totale de {said(it.budget)}" if it.budget is not None else "",
        f"enveloppe {words.SHARED_BY[it.shared_by]}" if it.shared_by else "",
        words.PAID_TO[it.paid_to] if it.paid_to else "",
        f"la demande est la réponse à {t.named(t.questions(), it.asked_question)}"
        if it.asked_question
        else "",
        _body(t, it),
        f"{said(it.matches)} pour {said(Decimal(1))} apporté" if it.matches is not None else "",
        f"apporté par {t.said(it.matched_by)}" if it.matched_by else "",
    ]


def _nth(year: int) -> str:
    return "1re" if year == 1 else f"{year}e"


def _body(t: Teller, it: money.Grant) -> str:
    """« au plus 100 000 € par organisme, sur 3 ans »."""
    most = f"au plus {t.money(it.body_max, it.currency)} par organisme" if it.body_max else ""
    return ", ".join(
        filter(None, [most, f"sur {lasting(it.body_within)}" if it.body_within else ""])
    )


def _terms(t: Teller, it: money.Grant) -> list[str]:
    return [
        f"cofinancement d’au moins {percent(it.co_financing_min)}"
        if it.co_financing_min is not None else "",
        f"dont {percent(it.in_kind_max)} au plus en nature" if it.in_kind_max is not None else "",
        f"toutes aides publiques réunies : {percent(it.public_aid_max)} au plus des dépenses"
        if it.public_aid_max is not None else "",
        f"frais généraux au forfait : {percent(it.overheads_flat)} des dépenses directes"
        if it.overheads_flat is not None else "",
        f"frais généraux : {percent(it.overheads_max)} au plus des dépenses directes"
        if it.overheads_max is not None else "",
        f"{percent(it.budget_shift_max)} au plus d’une ligne du budget va à une autre sans accord"
        if it.budget_shift_max is not None else "",
        f"{percent(it.cash_min)} des dépenses au moins apportées en argent par d’autres"
        if it.cash_min is not None else "",
        f"au plus {t.money(it.year_max, it.currency)} par an" if it.year_max is not None else "",
        f"au plus {t.money(it.third_party_max, it.currency)} reversés à chaque tiers"
        if it.third_party_max is not None else "",
        f"une heure bénévole compte pour {t.money(it.volunteer_hour, it.currency)}"
        if it.volunteer_hour is not None else "",
        f"dépenses admises à partir de ceci : {t.due(it.costs_from)}" if it.costs_from else "",
        f"dépenses admises jusqu’à ceci : {t.due(it.costs_until)}" if it.costs_until else "",
        f"pendant {lasting(it.lasts)}" if it.lasts else "",
        f"à utiliser dans les {lasting(it.valid)}" if it.valid else "",
        f"renouvelable {french.number(it.renewals)} fois" if it.renewals else "",
        "non renouvelable" if it.renewals == 0 else "",
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
    money.Bonus: bonus,
    money.Bracket: bracket,
    money.CostLimit: cost_limit,
    money.Grant: grant,
    money.Funder: funder,
}
