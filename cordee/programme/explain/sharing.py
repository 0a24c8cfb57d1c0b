"""How money and points are shared out: envelopes, scales by case, flat rates, cuts, bands."""

from collections.abc import Mapping

from cordee.kernel import french
from cordee.programme.explain import names, words
from cordee.programme.explain.document import Item, entry
from cordee.programme.explain.teller import Sentence, Teller, percent, yes
from cordee.programme.schema import sharing
from cordee.programme.schema.base import Record


def envelope(t: Teller, it: sharing.Envelope) -> Item:
    """A part of the money set apart."""
    attribute = names.ATTRIBUTES.get(it.attribute, it.attribute)
    values = french.listed(it.values, "ou")
    facts = [
        t.money(it.amount),
        f"{percent(it.share)} de l’enveloppe" if it.share is not None else "",
        f"pour {_year(t, it.year)}" if it.year else "",
        f"selon : {attribute}" if it.attribute else "",
        values,
        yes(it.attribute and not it.values, "autant pour chaque valeur"),
        f"pour {t.all_named(t.definition.windows, it.windows)}" if it.windows else "",
        f"payée par {t.named(t.definition.funders, it.funder)}" if it.funder else "",
        yes(it.transferable, "ce qui reste peut aller aux autres enveloppes"),
        yes(it.carried_over, "ce qui reste est reporté sur la suivante"),
        t.tracks(it.tracks),
    ]
    return entry(f"Enveloppe {french.quoted(t.title(it))}", *facts, after=t.said(it.description),
                 items=[t.meant(it.when)] if it.when else [])  # fmt: skip


def _year(t: Teller, year: int) -> str:
    """« 2027 », or « l’exercice 2027-2028 » when financial years straddle two."""
    start = t.definition.fiscal_year
    return str(year) if start in {None, "01-01"} else f"l’exercice {year}-{year + 1}"


def tier(t: Teller, it: sharing.Tier, currency: str = "") -> Item:
    """What a grant is in one case."""
    facts = [
        f"à partir de la note {french.number(it.score_from)}" if it.score_from is not None else "",
        f"{percent(it.rate)} des dépenses admises" if it.rate is not None else "",
        t.money(it.amount, currency),
        f"au plus {t.money(it.max, currency)}" if it.max is not None else "",
        f"{percent(it.request_share)} de ce qui est demandé"
        if it.request_share is not None
        else "",
    ]
    label = t.said(it.label) or ("Si la condition est remplie" if it.when else "Cas")
    return entry(label, *facts, items=[t.meant(it.when)] if it.when else [])


def flat_cost(t: Teller, it: sharing.FlatCost) -> Item:
    """Costs paid at a flat rate of others."""
    of = words.FLAT_OF[it.of]
    return entry(
        f"Dépense au forfait {french.quoted(t.said(it.label))}", f"{percent(it.rate)} {of}"
    )


def reduction(t: Teller, it: sharing.Reduction, currency: str = "") -> Item:
    """What is taken off."""
    facts = [
        f"{percent(it.rate)} de moins" if it.rate is not None else "",
        f"{t.money(it.amount, currency)} de moins" if it.amount is not None else "",
        words.CUT_PER[it.per],
        f"{percent(it.max_rate)} au plus en tout" if it.max_rate is not None else "",
    ]
    return entry(f"Réduction {french.quoted(t.said(it.label))}", *facts)


def band(t: Teller, it: sharing.Band) -> Item:
    """Points given by a fact."""
    upto = f"jusqu’à {french.number(it.up_to)}" if it.up_to is not None else ""
    label = t.said(it.label) or "Barème"
    return entry(label, french.plural(it.points, "point"), upto,
                 items=[t.meant(it.when)] if it.when else [])  # fmt: skip


SENTENCES: Mapping[type[Record], Sentence] = {
    sharing.Envelope: envelope,
    sharing.Tier: tier,
    sharing.FlatCost: flat_cost,
    sharing.Reduction: reduction,
    sharing.Band: band,
}
