"""Money shared out: envelopes, funders, tiers, cuts, instalments, rates that time forbids."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from cordee.kernel import french
from cordee.kernel.french import say, strung
from cordee.programme.amounts import asks
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import Grant
from cordee.programme.schema.questions import Money
from cordee.programme.schema.sharing import Tier
from cordee.programme.schema.timeline import Project
from cordee.programme.schema.walk import every
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw, flaw

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
            yield flaw(
                path,
                "{label} dit soit un montant (amount), soit une part (share).",
                label=french.quoted(one.label),
            )
        same = (one.year, one.attribute, one.values, one.tracks, one.windows, one.funder)
        if one.when is None and any(same) and same in seen:
            yield flaw(
                path,
                "{label} et {same} sont la même enveloppe.",
                label=french.quoted(one.label),
                same=seen[same],
            )
        seen[same] = french.quoted(one.label)
        opens = definition.opens()
        if one.year and opens and one.year < opens.year:
            yield flaw(
                (*path, "year"),
                "{label} est de {year}, avant l’ouverture de l’appel.",
                label=french.quoted(one.label),
                year=one.year,
            )
    yield from _beyond_the_whole(definition)


def _beyond_the_whole(definition: Definition) -> Iterator[Flaw]:
    """Envelopes of one sort that, together, are more than the whole."""
    found = definition.selection.envelopes
    whole = definition.selection.budget
    for said, some in (
        (
            say("par année"),
            [x for x in found if x.year and not (x.attribute or x.tracks or x.when)],
        ),
        (say("par volet"), [x for x in found if x.tracks and not (x.year or x.attribute)]),
        (
            say("par valeur"),
            [x for x in found if x.values and len({y.attribute for y in found}) == 1],
        ),
    ):
        total = sum(((x.amount or Decimal()) * max(1, len(x.values)) for x in some), Decimal())
        share = sum((x.share or Decimal() for x in some), Decimal())
        if whole is not None and total > whole:
            yield flaw(
                ("selection", "envelopes"),
                "Les enveloppes {said} font {total}, pour {whole} en tout (selection.budget).",
                said=said,
                total=_n(total),
                whole=_n(whole),
            )
        if share > 1:
            yield flaw(
                ("selection", "envelopes"),
                "Les enveloppes {said} font {n} % du tout.",
                said=said,
                n=_n(share * 100),
            )


def funders(definition: Definition) -> Iterator[Flaw]:
    """Funders who do not bring what is given, or whose shares are not those of their amounts."""
    found = definition.funders
    amounts = [one.amount for one in found]
    total = sum((one for one in amounts if one is not None), Decimal())
    budget = definition.selection.budget
    same = {one.currency for one in found} == {definition.currency}
    if found and None not in amounts and budget is not None and same and total < budget:
        yield flaw(
            ("funders",),
            "Les financeurs apportent {total}, pour une enveloppe de {budget} (selection.budget).",
            total=_n(total),
            budget=_n(budget),
        )
    shares = [one.share for one in found]
    whole = sum((one for one in shares if one is not None), Decimal())
    if len(found) > 1 and None not in shares and whole < 1 - HUNDREDTH:
        yield flaw(("funders",), "Les parts des financeurs ne font que {n} %.", n=_n(whole * 100))
    for index, one in enumerate(found):
        if None not in amounts and same and one.share is not None and one.amount and len(found) > 1:
            real = one.amount / total
            if abs(real - one.share) > TWENTIETH:
                yield flaw(
                    ("funders", index, "share"),
                    "{label} apporte {n} % des montants, mais dit {n2} %.",
                    label=french.quoted(one.label),
                    n=_n((real * 100).quantize(Decimal(1))),
                    n2=_n(one.share * 100),
                )


def currencies(definition: Definition) -> Iterator[Flaw]:
    """Grants in another currency than the envelope they are paid from."""
    for index, one in enumerate(definition.grants):
        if one.currency != definition.currency and definition.selection.budget is not None:
            yield flaw(
                ("grants", index, "currency"),
                "{label} est en {currency}, mais l’enveloppe (selection.budget) en {currency2}.",
                label=french.quoted(one.label),
                currency=one.currency,
                currency2=definition.currency,
            )


def tiers(definition: Definition) -> Iterator[Flaw]:
    """Tiers never reached, that say nothing, or give more than the grant."""
    top = max(definition.scale.max, sum((x.points or 0 for x in definition.criteria), Decimal()))
    for index, grant in enumerate(definition.grants):
        path: Path = ("grants", index, "tiers")
        for place, one in enumerate(grant.tiers):
            yield from _tier(path, place, one, grant, top)
        scores = [
            one.score_from for one in grant.tiers if one.when is None and one.score_from is not None
        ]
        if scores != sorted(scores, reverse=True):
            yield Flaw(
                path,
                "Les cas par note vont de la plus haute à la plus basse : le premier "
                "qui convient est dû.",
            )


def _tier(path: Path, place: int, one: Tier, grant: Grant, top: Decimal | int) -> Iterator[Flaw]:
    """A tier that gives nothing, is never reached, hides the next ones or exceeds its grant."""
    given = (one.rate, one.amount, one.max, one.request_share)
    if all(value is None for value in given):
        yield Flaw(
            (*path, place),
            "Ce cas ne donne rien : écrivez rate, amount, max ou request_share.",
        )
    if one.when is None and one.score_from is None and place < len(grant.tiers) - 1:
        yield Flaw(
            (*path, place),
            "Ce cas vaut pour tous, ceux qui suivent ne "
            "s’appliqueront jamais : placez-le en dernier.",
        )
    if one.score_from is not None and one.score_from > top:
        yield flaw(
            (*path, place, "score_from"),
            "La note {score_from} sort de l’échelle, qui s’arrête à {top}.",
            score_from=_n(one.score_from),
            top=_n(top),
        )
    high = grant.rate_total_max or grant.rate_max
    if one.rate is not None and high is not None and one.rate > high:
        yield flaw(
            (*path, place, "rate"),
            "Ce taux dépasse celui de l’aide ({n} %).",
            n=_n(high * 100),
        )
    if one.max is not None and grant.max is not None and one.max > grant.max:
        yield Flaw((*path, place, "max"), "Ce plafond dépasse celui de l’aide.")


def cuts(definition: Definition) -> Iterator[Flaw]:
    """Cuts that take nothing off, or more than they may."""
    for index, grant in enumerate(definition.grants):
        for place, one in enumerate(grant.reductions):
            path: Path = ("grants", index, "reductions", place)
            if one.rate is None and one.amount is None:
                yield flaw(
                    path,
                    "{label} ne retire rien : écrivez rate ou amount.",
                    label=french.quoted(one.label),
                )
            if one.rate is not None and one.max_rate is not None and one.rate > one.max_rate:
                yield Flaw((*path, "rate"), "Une seule fois dépasse déjà le maximum de toutes.")


def halves(definition: Definition) -> Iterator[Flaw]:
    """Grants said by halves: a share of no envelope, a match of nobody, bonuses beyond it all."""
    for index, one in enumerate(definition.grants):
        path: Path = ("grants", index)
        if one.shared_by and one.budget is None and definition.selection.budget is None:
            yield flaw(
                (*path, "shared_by"),
                "{label} partage une enveloppe qui n’est pas dite : écrivez budget.",
                label=french.quoted(one.label),
            )
        if one.matches is not None and not one.matched_by:
            yield flaw(
                (*path, "matches"),
                "{label} : apporté par qui ? Écrivez matched_by.",
                label=french.quoted(one.label),
            )
        if one.body_within and one.body_max is None:
            yield Flaw(
                (*path, "body_within"), "Sur cette durée, combien au plus ? Écrivez body_max."
            )
        yield from _totals(definition, path, one)


def _totals(definition: Definition, path: Path, one: Grant) -> Iterator[Flaw]:
    """Rates, shares and counts of a grant that add up to more than there is."""
    rates = sum((x.rate or Decimal() for x in one.bonuses), Decimal())
    most = (one.rate_max or Decimal()) + rates
    if rates and one.rate_max and most > 1 and one.rate_total_max is None:
        yield flaw(
            (*path, "bonuses"),
            "Le taux et toutes ses majorations font {n} % : écrivez rate_total_max.",
            n=_n(most * 100),
        )
    parts = sum((x.min_share or Decimal() for x in one.cost_limits), Decimal())
    if parts > 1:
        yield flaw(
            (*path, "cost_limits"),
            "Les parts minimales des dépenses font {n} %.",
            n=_n(parts * 100),
        )
    places = definition.selection.places_max
    plain = not (one.tracks or one.rank or one.awarded_at)
    if plain and one.count and places is not None and one.count > places:
        yield flaw(
            (*path, "count"),
            "{label} est donnée {count} fois, pour {places}.",
            label=french.quoted(one.label),
            count=one.count,
            places=french.plural(places, "place"),
        )


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
                yield Flaw(
                    (*path, "instalments", place, "released"),
                    "Ce versement vient avant que la décision ne soit connue.",
                )
            if day:
                dated.append((place, day))
        for (_, first), (place, second) in pairwise(dated):
            if second < first:
                yield Flaw(
                    (*path, "instalments", place, "released"),
                    "Ce versement vient avant celui qui le précède.",
                )
        until = days.last(definition, one.costs_until)
        if until and answer and until < answer:
            yield flaw(
                (*path, "costs_until"),
                "Les dépenses ne comptent plus après le {until}, avant la réponse ({answer}).",
                until=french.day(until),
                answer=french.day(answer),
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
                    yield flaw(
                        (*path, field),
                        "Personne n’atteint {value} : {n} % de {top} font {most}.",
                        value=_n(value),
                        n=_n(rate * 100),
                        top=_n(top),
                        most=_n(most),
                    )
        yield from _costs(path, one, project)


def _costs(path: Path, one: Grant, project: Project) -> Iterator[Flaw]:
    """Costs that a grant looks at, and that no project admitted may have."""
    if (
        one.costs_min is not None
        and project.cost_max is not None
        and (one.costs_min > project.cost_max)
    ):
        yield flaw(
            (*path, "costs_min"),
            "Les dépenses demandées dépassent le coût permis d’un projet ({cost_max}).",
            cost_max=_n(project.cost_max),
        )
    if (
        one.costs_max is not None
        and project.cost_min is not None
        and (one.costs_max < project.cost_min)
    ):
        yield flaw(
            (*path, "costs_max"),
            "L’aide ne regarde que des dépenses plus petites que le moindre projet admis "
            "({cost_min}).",
            cost_min=_n(project.cost_min),
        )


def requested(definition: Definition) -> Iterator[Flaw]:
    """A question that lets one ask for more than the grant gives."""
    if len(definition.grants) != 1 or definition.grants[0].tracks:
        return
    (grant,) = definition.grants
    rate = grant.rate_total_max or grant.rate_max
    for path, one in every(definition.form, Money):
        if not asks(strung(one.key, " ", one.label, between="")) or one.currency != grant.currency:
            continue
        if one.max is not None and grant.max is not None and one.max > grant.max:
            yield flaw(
                ("form", *path, "max"),
                "{label} va jusqu’à {most}, mais l’aide jusqu’à {most2}.",
                label=french.quoted(one.label),
                most=_n(one.max),
                most2=_n(grant.max),
            )
        if (
            one.max_share is not None
            and rate is not None
            and not grant.bonuses
            and (one.max_share > rate)
        ):
            yield flaw(
                ("form", *path, "max_share"),
                "{label} peut faire {n} %, mais le taux d’aide est de {n2} %.",
                label=french.quoted(one.label),
                n=_n(one.max_share * 100),
                n2=_n(rate * 100),
            )


def co_financed(definition: Definition) -> Iterator[Flaw]:
    """An instalment paid twice for one deliverable, amounts beyond the grant."""
    for index, one in enumerate(definition.grants):
        total = sum((x.amount or Decimal() for x in one.instalments if not x.every), Decimal())
        if one.max is not None and one.amount is None and total > one.max:
            yield flaw(
                ("grants", index, "instalments"),
                "Les versements font {total}, pour une aide de {most} au plus.",
                total=_n(total),
                most=_n(one.max),
            )
        paid = [x.on_deliverable for x in one.instalments if x.on_deliverable and x.when is None]
        for key in {key for key in paid if paid.count(key) > 1}:
            yield flaw(
                ("grants", index, "instalments"),
                "Deux versements attendent le même livrable ({key}).",
                key=french.quoted(key),
            )


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
    Check("grant.paid", Severity.WARNING, co_financed, ("grant",)),
)
