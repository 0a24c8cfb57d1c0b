"""Rules on partners that contradict each other."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.team import Consortium, PartnerRule
from cordee.programme.schema.walk import every
from cordee.programme.sense.flaws import Check, Flaw, flaw


def partners(definition: Definition) -> Iterator[Flaw]:
    """Rules on partners that contradict each other."""
    for path, one in every(definition, Consortium):
        place: Path = (*path, "rules")
        for first, second in combinations(one.rules, 2):
            same = (first.rule, first.category, first.countries, first.each)
            met = not (first.steps and second.steps) or {*first.steps} & {*second.steps}
            as_well = (second.rule, second.category, second.countries, second.each)
            there = (first.within, first.outside) == (second.within, second.outside)
            if met and there and same == as_well:
                yield from _opposed(place, first, second)
        shares = [x for x in one.rules if x.rule == "ratio" and x.category and x.min]
        if sum((x.min or Decimal() for x in shares), Decimal()) > 1:
            yield Flaw(place, "Les parts minimales des catégories dépassent le tout.")
        yield from _files(definition, place, one.rules)
        out = {x.category for x in one.rules if x.rule == "count" and x.max == 0}
        if one.lead_categories and {*one.lead_categories} <= out:
            yield Flaw(
                (*path, "lead_categories"),
                "Le chef de file est d’une catégorie dont aucun partenaire n’est admis.",
            )


def _files(definition: Definition, path: Path, rules: tuple[PartnerRule, ...]) -> Iterator[Flaw]:
    """Files that one partner may be in: at most so many, of the call or of each track."""
    for index, one in enumerate(rules):
        if one.rule == "files" and one.max is None:
            yield Flaw(
                (*path, index),
                "Dites dans combien de dossiers un même partenaire peut être au plus : max.",
            )
        if one.per == "track" and (one.rule != "files" or not definition.tracks):
            yield Flaw((*path, index, "per"), "« per » compte des dossiers par volet : il ne va "
                       'qu’avec rule = "files", dans un appel à volets. Ôtez-le.')  # fmt: skip


def _opposed(path: Path, first: PartnerRule, second: PartnerRule) -> Iterator[Flaw]:
    lows = [one.min for one in (first, second) if one.min is not None]
    highs = [one.max for one in (first, second) if one.max is not None]
    if lows and highs and max(lows) > min(highs):
        yield flaw(
            path,
            "Deux règles se contredisent : au moins {number}, et au plus {number2}.",
            number=french.number(max(lows)),
            number2=french.number(min(highs)),
        )


CHECKS = (Check("consortium.opposed", Severity.ERROR, partners),)
