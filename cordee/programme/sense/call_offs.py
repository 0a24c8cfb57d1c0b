"""Orders given afterwards: sizes that never meet, holders too few, answers later than the end."""

from collections.abc import Iterator
from itertools import combinations

from cordee.kernel import french
from cordee.kernel.french import say
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.schema.money import CallOff
from cordee.programme.sense import days
from cordee.programme.sense.flaws import Check, Flaw

SEVERAL = {"competition", "rotation", "ranking", "share"}
"""Ways of giving orders that need more than one holder."""


def sizes(definition: Definition) -> Iterator[Flaw]:
    """Orders larger than all of them together, or two ways of giving the same order."""
    for index, one in enumerate(definition.call_offs):
        path: Path = ("call_offs", index)
        label = french.quoted(one.label)
        if one.max is not None and one.total_max is not None and one.max > one.total_max:
            yield Flaw(
                (*path, "max"),
                say(
                    "{label} : une seule commande dépasse déjà ce que "
                    "toutes peuvent atteindre (total_max).",
                    label=label,
                ),
            )
        least, most = one.total_min, one.total_max
        if least is not None and most is not None and least > most:
            yield Flaw(
                (*path, "total_min"),
                say(
                    "{label} promet plus (total_min) que ce qui peut être commandé (total_max).",
                    label=label,
                ),
            )
        if one.min is not None and one.total_max is not None and one.min > one.total_max:
            yield Flaw(
                (*path, "min"),
                say(
                    "{label} : la plus petite commande dépasse déjà ce que "
                    "toutes peuvent atteindre (total_max).",
                    label=label,
                ),
            )
    for first, second in combinations(enumerate(definition.call_offs), 2):
        yield from _side_by_side(first, second)


def _side_by_side(first: tuple[int, CallOff], second: tuple[int, CallOff]) -> Iterator[Flaw]:
    low, high = sorted((first, second), key=lambda pair: pair[1].min or 0)
    (_, below), (index, above) = low, high
    tracks = {*below.tracks} & {*above.tracks}
    if (below.tracks and above.tracks and not tracks) or above.min is None:
        return
    path: Path = ("call_offs", index, "min")
    one, other = french.quoted(below.label), french.quoted(above.label)
    if below.max is None or below.max > above.min:
        yield Flaw(
            path,
            say(
                "Une commande peut relever à la fois de {one} et de {other} : écrivez "
                "où l’une s’arrête (max) et où l’autre commence (min).",
                one=one,
                other=other,
            ),
        )
    elif below.max < above.min:
        yield Flaw(
            path,
            say(
                "Une commande entre {one} et {other} ne relève d’aucune des deux : "
                "rapprochez max et min.",
                one=one,
                other=other,
            ),
        )


def times(definition: Definition) -> Iterator[Flaw]:
    """Renewals of no length or none, and answers that come once orders are over."""
    for index, one in enumerate(definition.call_offs):
        path: Path = ("call_offs", index)
        label = french.quoted(one.label)
        if one.renewals and one.renewed_for is None:
            yield Flaw(
                (*path, "renewals"),
                say(
                    "{label} se reconduit, mais pour combien de temps ? Écrivez renewed_for.",
                    label=label,
                ),
            )
        if one.renewed_for is not None and not one.renewals:
            yield Flaw(
                (*path, "renewed_for"),
                say(
                    "{label} dit pour combien de temps il se "
                    "reconduit, mais non combien de fois : écrivez renewals.",
                    label=label,
                ),
            )
        late = (
            one.reply_within
            and one.lasts
            and (days.length(one.reply_within) >= days.length(one.lasts))
        )
        if late:
            yield Flaw(
                (*path, "reply_within"),
                say(
                    "{label} laisse pour répondre plus de temps que les commandes n’en durent.",
                    label=label,
                ),
            )


def holders(definition: Definition) -> Iterator[Flaw]:
    """Orders in turn, ranked or put in competition, where only one may be chosen."""
    for index, one in enumerate(definition.call_offs):
        most = [x.places_max for x in definition.tracks if not one.tracks or x.key in one.tracks]
        most = most or [definition.selection.places_max]
        if one.given in SEVERAL and 1 in most:
            label = french.quoted(one.label)
            yield Flaw(
                ("call_offs", index, "given"),
                say(
                    "{label} demande plusieurs titulaires, "
                    "mais il n’y en aura qu’un : relevez places_max, ou changez given.",
                    label=label,
                ),
            )


CHECKS = (
    Check("call_off.size", Severity.WARNING, sizes, ("places", "grant")),
    Check("call_off.time", Severity.WARNING, times, ("duration",)),
    Check("call_off.holders", Severity.WARNING, holders, ("places",)),
)
