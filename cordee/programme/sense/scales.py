"""Money shared out: envelopes, funders, tiers, cuts, instalments, rates that time forbids."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from cordee.kernel import french
from cordee.programme.amounts import asks
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import Fee
from cordee.programme.schema.questions import Money
from cordee.programme.schema.walk import every
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw

TWENTIETH = Decimal("0.05")
HUNDREDTH = Decimal("0.01")


def _n(value: Decimal | int) -> str:
    return french.number(value)


def envelopes(definition: Definition) -> Iterator[Flaw]:
    """Envelopes that say nothing, twice the same thing, or more than the whole."""
    found = definition.selection.envelopes
    seen: dict[object, str] = {}
    for index, one in enumerate(found):
        path: Path = ("selection", "envelopes", index)
        if (one.amount is None) == (one.share is None):
            yield Flaw(path, f"{french.quoted(one.label)} dit soit un montant (amount), soit une "
                       "part (share).")  # fmt: skip
        same = (one.year, one.attribute, one.values, one.tracks, one.windows, one.funder)
        if one.when is None and any(same) and same in seen:
            yield Flaw(path, f"{french.quoted(one.label)} et {seen[same]} sont la même enveloppe.")
        seen[same] = french.quoted(one.label)
        opens = definition.opens()
        if one.year and opens and one.year < opens.year:
            yield Flaw((*path, "year"), f"{french.quoted(one.label)} est de {one.year}, avant "
                       "l’ouverture de l’appel.")  # fmt: skip
    whole = definition.selection.budget
    for said, some in (
        ("par année", [x for x in found if x.year and not (x.attribute or x.tracks or x.when)]),
        ("par volet", [x for x in found if x.tracks and not (x.year or x.attribute)]),
        ("par valeur", [x for x in found if x.values and len({y.attribute for y in found}) == 1]),
    ):
        total = sum(((x.amount or Decimal()) * max(1, len(x.values)) for x in some), Decimal())
        share = sum((x.share or Decimal() for x in some), Decimal())
        if whole is not None and total > whole:
            yield Flaw(("selection", "envelopes"), f"Les enveloppes {said} font {_n(total)}, pour "
                       f"{_n(whole)} en tout (selection.budget).")  # fmt: skip
        if share > 1:
            yield Flaw(("selection", "envelopes"), f"Les enveloppes {said} font "
                       f"{_n(share * 100)} % du tout.")  # fmt: skip


def funders(definition: Definition) -> Iterator[Flaw]:
    """Funders who do not bring what is given, or whose shares are not those of their amounts."""
    found = definition.funders
    amounts = [one.amount for one in found]
    total = sum((one for one in amounts if one is not None), Decimal())
    budget = definition.selection.budget
    same = {one.currency for one in found} == {definition.currency}
    if found and None not in amounts and budget is not None and same and total < budget:
        yield Flaw(("funders",), f"Les financeurs apportent {_n(total)}, pour une enveloppe de "
                   f"{_n(budget)} (selection.budget).")  # fmt: skip
    shares = [one.share for one in found]
    whole = sum((one for one in shares if one is not None), Decimal())
    if len(found) > 1 and None not in shares and whole < 1 - HUNDREDTH:
        yield Flaw(("funders",), f"Les parts des financeurs ne font que {_n(whole * 100)} %.")
    for index, one in enumerate(found):
        if None not in amounts and same and one.share is not None and one.amount and len(found) > 1:
            real = one.amount / total
            if abs(real - one.share) > TWENTIETH:
                yield Flaw(("funders", index, "share"), f"{french.quoted(one.label)} apporte "
                           f"{_n((real * 100).quantize(Decimal(1)))} % des montants, mais dit "
                           f"{_n(one.share * 100)} %.")  # fmt: skip


def currencies(definition: Definition) -> Iterator[Flaw]:
    """Grants in another currency than the envelope they are paid from."""
    for index, one in enumerate(definition.grants):
        if one.currency != definition.currency and definition.selection.budget is not None:
            yield Flaw(("grants", index, "currency"), f"{french.quoted(one.label)} est en "
                       f"{one.currency}, mais l’enveloppe (selection.budget) en "
                       f"{definition.currency}.")  # fmt: skip


def tiers(definition: Definition) -> Iterator[Flaw]:
    """Tiers never reached, that say nothing, or give more than the grant."""
    top = max(definition.scale.max, sum((x.points or 0 for x in definition.criteria), Decimal()))
    for index, grant in enumerate(definition.grants):
        path: Path = ("grants", index, "tiers")
        for place, one in enumerate(grant.tiers):
            given = (one.rate, one.amount, one.max, one.request_share)
            if all(value is None for value in given):
                yield Flaw((*path, place), "Ce cas ne donne rien : écrivez rate, amount, max ou "
                           "request_share.")  # fmt: skip
            if one.when is None and one.score_from is None and place < len(grant.tiers) - 1:
                yield Flaw((*path, place), "Ce cas vaut pour tous, ceux qui suivent ne "
                           "s’appliqueront jamais : placez-le en dernier.")  # fmt: skip
            if one.score_from is not None and one.score_from > top:
                yield Flaw((*path, place, "score_from"), f"La note {_n(one.score_from)} sort de "
                           f"l’échelle, qui s’arrête à {_n(top)}.")  # fmt: skip
            high = grant.rate_total_max or grant.rate_max
            if one.rate is not None and high is not None and one.rate > high:
                yield Flaw((*path, place, "rate"), f"Ce taux dépasse celui de l’aide "
                           f"({_n(high * 100)} %).")  # fmt: skip
            if one.max is not None and grant.max is not None and one.max > grant.max:
                yield Flaw((*path, place, "max"), "Ce plafond dépasse celui de l’aide.")
        scores = [one.score_from for one in grant.tiers
                  if one.when is None and one.score_from is not None]  # fmt: skip
        if scores != sorted(scores, reverse=True):
            yield Flaw(path, "Les cas par note vont de la plus haute à la plus basse : le premier "
                       "qui convient est dû.")  # fmt: skip


def cuts(definition: Definition) -> Iterator[Flaw]:
    """Cuts that take nothing off, or more than they may."""
    for index, grant in enumerate(definition.grants):
        for place, one in enumerate(grant.reductions):
            path: Path = ("grants", index, "reductions", place)
            if one.rate is None and one.amount is None:
                yield Flaw(path, f"{french.quoted(one.label)} ne retire rien : écrivez rate ou "
                           "amount.")  # fmt: skip
            if one.rate is not None and one.max_rate is not None and one.rate > one.max_rate:
                yield Flaw((*path, "rate"), "Une seule fois dépasse déjà le maximum de toutes.")


def halves(definition: Definition) -> Iterator[Flaw]:
    """Grants said by halves: a share of no envelope, a match of nobody, bonuses beyond it all."""
    for index, one in enumerate(definition.grants):
        path: Path = ("grants", index)
        if one.shared_by and one.budget is None and definition.selection.budget is None:
            yield Flaw((*path, "shared_by"), f"{french.quoted(one.label)} partage une enveloppe "
                       "qui n’est pas dite : écrivez budget.")  # fmt: skip
        if one.matches is not None and not one.matched_by:
            yield Flaw((*path, "matches"), f"{french.quoted(one.label)} : apporté par qui ? "
                       "Écrivez matched_by.")  # fmt: skip
        if one.body_within and one.body_max is None:
            yield Flaw((*path, "body_within"), "Sur cette durée, combien au plus ? Écrivez "
                       "body_max.")  # fmt: skip
        rates = sum((x.rate or Decimal() for x in one.bonuses), Decimal())
        most = (one.rate_max or Decimal()) + rates
        if rates and one.rate_max and most > 1 and one.rate_total_max is None:
            yield Flaw((*path, "bonuses"), f"Le taux et toutes ses majorations font "
                       f"{_n(most * 100)} % : écrivez rate_total_max.")  # fmt: skip
        parts = sum((x.min_share or Decimal() for x in one.cost_limits), Decimal())
        if parts > 1:
            yield Flaw((*path, "cost_limits"), f"Les parts minimales des dépenses font "
                       f"{_n(parts * 100)} %.")  # fmt: skip
        places = definition.selection.places_max
        plain = not (one.tracks or one.rank or one.awarded_at)
        if plain and one.count and places is not None and one.count > places:
            yield Flaw((*path, "count"), f"{french.quoted(one.label)} est donnée {one.count} fois, "
                       f"pour {french.plural(places, 'place')}.")  # fmt: skip


def timing(definition: Definition) -> Iterator[Flaw]:
    """Money paid before it is decided, in the wrong order, or for costs already past."""
    answer = days.answered(definition)
    for index, one in enumerate(definition.grants):
        path: Path = ("grants", index)
        dated = []
        for place, part in enumerate(one.instalments):
            due = part.released
            day = days.last(definition, due)
            before = day and answer and day < answer
            if before or (due and due.anchor == "deposit" and not _later(due)):
                yield Flaw((*path, "instalments", place, "released"), "Ce versement vient avant "
                           "que la décision ne soit connue.")  # fmt: skip
            if day:
                dated.append((place, day))
        for (_, first), (place, second) in pairwise(dated):
            if second < first:
                yield Flaw((*path, "instalments", place, "released"), "Ce versement vient avant "
                           "celui qui le précède.")  # fmt: skip
        until = days.last(definition, one.costs_until)
        if until and answer and until < answer:
            yield Flaw(
                (*path, "costs_until"),
                f"Les dépenses ne comptent plus après le "
                f"{french.day(until)}, avant la réponse ({french.day(answer)}).",
            )


def _later(due: object) -> bool:
    offset = getattr(due, "offset", None)
    return offset is not None and days.length(offset) > 0


def reachable(definition: Definition) -> Iterator[Flaw]:
    """Bounds of a grant that no project admitted can reach."""
    project = definition.project
    for index, one in enumerate(definition.grants):
        if project is None or one.tracks or one.per != "project" or one.kind != "subsidy":
            continue
        path: Path = ("grants", index)
        top = min((x for x in (project.cost_max, one.costs_max) if x is not None), default=None)
        rate = one.rate_total_max or one.rate_max
        if top is not None and rate is not None:
            most = top * rate
            for field in ("min", "max"):
                value = getattr(one, field)
                if value is not None and value > most and not one.bonuses:
                    yield Flaw((*path, field), f"Personne n’atteint {_n(value)} : "
                               f"{_n(rate * 100)} % de {_n(top)} font {_n(most)}.")  # fmt: skip
        if one.costs_min is not None and project.cost_max is not None and (
            one.costs_min > project.cost_max
        ):  # fmt: skip
            yield Flaw((*path, "costs_min"), "Les dépenses demandées dépassent le coût permis d’un "
                       f"projet ({_n(project.cost_max)}).")  # fmt: skip
        if one.costs_max is not None and project.cost_min is not None and (
            one.costs_max < project.cost_min
        ):  # fmt: skip
            yield Flaw((*path, "costs_max"), "L’aide ne regarde que des dépenses plus petites que "
                       f"le moindre projet admis ({_n(project.cost_min)}).")  # fmt: skip


def requested(definition: Definition) -> Iterator[Flaw]:
    """A question that lets one ask for more than the grant gives."""
    if len(definition.grants) != 1 or definition.grants[0].tracks:
        return
    (grant,) = definition.grants
    rate = grant.rate_total_max or grant.rate_max
    for path, one in every(definition.form, Money):
        if not asks(f"{one.key} {one.label}") or one.currency != grant.currency:
            continue
        if one.max is not None and grant.max is not None and one.max > grant.max:
            yield Flaw(("form", *path, "max"), f"{french.quoted(one.label)} va jusqu’à "
                       f"{_n(one.max)}, mais l’aide jusqu’à {_n(grant.max)}.")  # fmt: skip
        if one.max_share is not None and rate is not None and not grant.bonuses and (
            one.max_share > rate
        ):  # fmt: skip
            yield Flaw(("form", *path, "max_share"), f"{french.quoted(one.label)} peut faire "
                       f"{_n(one.max_share * 100)} %, mais le taux d’aide est de "
                       f"{_n(rate * 100)} %.")  # fmt: skip


def fees(definition: Definition) -> Iterator[Flaw]:
    """Fees capped below every rate, rates of time out of order, candidates who pay afterwards."""
    for index, fee in enumerate(definition.fees):
        path: Path = ("fees", index)
        least = min((rate.amount for rate in fee.rates if rate.amount), default=None)
        if fee.max is not None and least is not None and fee.max < least:
            yield Flaw((*path, "max"), f"{french.quoted(fee.label)} ne dépasse jamais "
                       f"{_n(fee.max)}, moins que tous ses tarifs.")  # fmt: skip
        if fee.of == "candidates" and fee.due and fee.due.anchor in AFTERWARDS:
            yield Flaw((*path, "due"), f"{french.quoted(fee.label)} est demandé aux candidats, "
                       "mais dû une fois le choix fait.")  # fmt: skip
        yield from _in_time(definition, index, fee)


AFTERWARDS = {"notification", "agreement", "project_start", "project_end", "start", "end"}


def _in_time(definition: Definition, index: int, fee: Fee) -> Iterator[Flaw]:
    dated = [(i, day) for i, rate in enumerate(fee.rates)
             if rate.when is None and (day := days.last(definition, rate.until))]  # fmt: skip
    for (_, first), (place, second) in pairwise(dated):
        if second <= first:
            yield Flaw(("fees", index, "rates", place, "until"), "Ce tarif finit avant celui qui "
                       "le précède : il ne sera jamais demandé.")  # fmt: skip
    closes = definition.closes()
    for place, day in dated if fee.of == "candidates" else ():
        if closes and day > closes.date():
            yield Flaw(("fees", index, "rates", place, "until"), "Ce tarif va au-delà de la "
                       "clôture : le suivant ne sera jamais demandé.")  # fmt: skip


def co_financed(definition: Definition) -> Iterator[Flaw]:
    """An instalment paid twice for one deliverable, amounts beyond the grant."""
    for index, one in enumerate(definition.grants):
        total = sum((x.amount or Decimal() for x in one.instalments if not x.every), Decimal())
        if one.max is not None and one.amount is None and total > one.max:
            yield Flaw(("grants", index, "instalments"), f"Les versements font {_n(total)}, pour "
                       f"une aide de {_n(one.max)} au plus.")  # fmt: skip
        paid = [x.on_deliverable for x in one.instalments if x.on_deliverable and x.when is None]
        for key in {key for key in paid if paid.count(key) > 1}:
            yield Flaw(("grants", index, "instalments"), f"Deux versements attendent le même "
                       f"livrable ({french.quoted(key)}).")  # fmt: skip


CHECKS = (
    Check("envelope.shares", Severity.WARNING, envelopes, ("grant", "places")),
    Check("funders.short", Severity.WARNING, funders, ("grant",)),
    Check("money.mixed", Severity.WARNING, currencies, ("grant",)),
    Check("grant.tiers", Severity.WARNING, tiers, ("grant",)),
    Check("grant.cuts", Severity.ERROR, cuts),
    Check("grant.halves", Severity.WARNING, halves, ("grant", "places")),
    Check("grant.timing", Severity.WARNING, timing, ("grant", "calendar")),
    Check("grant.reach", Severity.WARNING, reachable, ("grant",)),
    Check("grant.request", Severity.WARNING, requested, ("grant",)),
    Check("fee.bounds", Severity.WARNING, fees, ("fee",)),
    Check("grant.paid", Severity.WARNING, co_financed, ("grant",)),
)
