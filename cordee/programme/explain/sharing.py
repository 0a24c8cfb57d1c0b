"""How money and points are shared out: envelopes, scales by case, flat rates, cuts, bands."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.programme.explain import money_words, words
from cordee.programme.explain.delays import each, lasting
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, percent, yes
from cordee.programme.schema import money, sharing
from cordee.programme.schema.base import Amount, Record


def envelope(t: Teller, it: sharing.Envelope) -> Item:
    """A part of the money set apart."""
    attribute = t.attribute(it.attribute)
    values = t.values(it.attribute, it.values)
    facts = [
        t.sum(it.amount),
        say("{share} de l’enveloppe", share=percent(it.share)) if it.share is not None else "",
        say("pour {year}", year=_year(t, it.year)) if it.year else "",
        say("selon : {attribute}", attribute=attribute) if it.attribute else "",
        values,
        words.PROPORTIONS[it.proportional_to] if it.proportional_to else "",
        yes(
            it.attribute and not (it.values or it.proportional_to), say("autant pour chaque valeur")
        ),
        say("pour {windows}", windows=t.all_named(t.definition.windows, it.windows))
        if it.windows
        else "",
        say("payée par {funder}", funder=t.named(t.definition.funders, it.funder))
        if it.funder
        else "",
        yes(it.transferable, say("ce qui reste peut aller aux autres enveloppes")),
        yes(it.carried_over, say("ce qui reste est reporté sur la suivante")),
        t.tracks(it.tracks),
    ]
    return entry(
        say("Enveloppe {quoted}", quoted=french.quoted(t.title(it))),
        *facts,
        after=t.said(it.description),
        items=[t.meant(it.when)] if it.when else [],
    )


def top_up(t: Teller, it: sharing.TopUp) -> Item:
    """Money added to an envelope."""
    to = t.named(t.definition.selection.envelopes, it.envelope) if it.envelope else ""
    facts = [
        t.sum(it.amount),
        say("{rate} de plus", rate=percent(it.rate)) if it.rate is not None else "",
        say("à partir du {day}", day=french.day(it.on))
        if it.on
        else say("annoncé, sans date : il ne compte pas encore"),
        each(it.every) if it.every else "",
        say("pour l’enveloppe {envelope}", envelope=to) if to else "",
        t.tracks((it.track,)) if it.track else "",
    ]
    return entry(say("Abondement de l’enveloppe"), *facts, after=t.said(it.why))


def _year(t: Teller, year: int) -> str:
    """« 2027 », or « l’exercice 2027-2028 » when financial years straddle two."""
    start = t.definition.fiscal_year
    return (
        str(year)
        if start in {None, "01-01"}
        else say("l’exercice {year}-{year2}", year=year, year2=year + 1)
    )


def tier(t: Teller, it: sharing.Tier, currency: str = "") -> Item:
    """What a grant is in one case."""
    facts = [
        say("à partir de la note {score_from}", score_from=french.number(it.score_from))
        if it.score_from is not None
        else "",
        say("{rate} des dépenses admises", rate=percent(it.rate)) if it.rate is not None else "",
        t.money(it.amount, currency),
        say("au plus {currency}", currency=t.money(it.max, currency)) if it.max is not None else "",
        say("{request_share} de ce qui est demandé", request_share=percent(it.request_share))
        if it.request_share is not None
        else "",
    ]
    label = t.said(it.label) or (say("Si la condition est remplie") if it.when else say("Cas"))
    return entry(label, *facts, items=[t.meant(it.when)] if it.when else [])


def flat_cost(t: Teller, it: sharing.FlatCost) -> Item:
    """Costs paid at a flat rate of others."""
    of = money_words.FLAT_OF[it.of]
    return entry(
        say("Dépense au forfait {quoted}", quoted=french.quoted(t.said(it.label))),
        strung(percent(it.rate), " ", of, between=""),
    )


def reduction(t: Teller, it: sharing.Reduction, currency: str = "") -> Item:
    """What is taken off."""
    facts = [
        say("{rate} de moins", rate=percent(it.rate)) if it.rate is not None else "",
        say("{currency} de moins", currency=t.money(it.amount, currency))
        if it.amount is not None
        else "",
        money_words.CUT_PER[it.per],
        say("{max_rate} au plus en tout", max_rate=percent(it.max_rate))
        if it.max_rate is not None
        else "",
    ]
    return entry(say("Réduction {quoted}", quoted=french.quoted(t.said(it.label))), *facts)


def call_off(t: Teller, it: money.CallOff) -> Item:
    """Orders given afterwards to those who were chosen."""
    facts = [
        words.CALLED_OFF[it.given],
        *_sizes(t, it),
        say("pendant {length}", length=lasting(it.lasts)) if it.lasts else "",
        say("reconductible {times} fois", times=french.number(it.renewals)) if it.renewals else "",
        say("non reconductible") if it.renewals == 0 else "",
        say("pour {length} chaque fois", length=lasting(it.renewed_for)) if it.renewed_for else "",
        say("réponse sous {length}", length=lasting(it.reply_within)) if it.reply_within else "",
        say("offres jugées sur {keys}", keys=t.all_named(t.definition.criteria, it.criteria))
        if it.criteria
        else "",
        say("prix : {prices}", prices=t.said(it.prices)) if it.prices else "",
        t.tracks(it.tracks),
    ]
    cuts = [reduction(t, one, it.currency) for one in it.reductions]
    return entry(t.title(it), *facts, after=t.said(it.description), items=cuts)


def _sizes(t: Teller, it: money.CallOff) -> list[str]:
    """How large one order is, and all of them together."""

    def said(amount: Amount) -> str:
        return t.money(amount, it.currency)

    return [
        say("commandes d’au moins {amount}", amount=said(it.min)) if it.min is not None else "",
        say("commandes d’au plus {amount}", amount=said(it.max)) if it.max is not None else "",
        say("{amount} au moins en tout", amount=said(it.total_min))
        if it.total_min is not None
        else "",
        say("{amount} au plus en tout", amount=said(it.total_max))
        if it.total_max is not None
        else "",
    ]


def band(t: Teller, it: sharing.Band) -> Item:
    """Points given by a fact."""
    upto = say("jusqu’à {up_to}", up_to=french.number(it.up_to)) if it.up_to is not None else ""
    label = t.said(it.label) or say("Barème")
    return entry(
        label, french.plural(it.points, "point"), upto, items=[t.meant(it.when)] if it.when else []
    )


SENTENCES: Mapping[type[Record], Sentence] = {
    sharing.Envelope: envelope,
    sharing.TopUp: top_up,
    sharing.Tier: tier,
    sharing.FlatCost: flat_cost,
    sharing.Reduction: reduction,
    sharing.Band: band,
    money.CallOff: call_off,
}
