"""Priorities that give more than they say."""

from collections.abc import Iterator
from decimal import Decimal

from cordee.kernel import french
from cordee.programme.remarks import Path, Severity
from cordee.programme.schema.definition import Definition
from cordee.programme.sense.flaws import Check, Flaw, flaw


def gifts(definition: Definition) -> Iterator[Flaw]:
    """Priorities that give more than there is."""
    chosen, scale = definition.selection, definition.scale
    high = max(scale.max, sum((one.points or 0 for one in definition.criteria), Decimal()))
    for index, one in enumerate(chosen.priorities):
        path: Path = ("selection", "priorities", index)
        if one.floor and chosen.places_max is not None and one.floor > chosen.places_max:
            yield flaw(
                (*path, "floor"),
                "{label} garantit {floor} places, sur {places_max}.",
                label=french.quoted(one.label),
                floor=one.floor,
                places_max=chosen.places_max,
            )
        if one.bonus is not None and one.bonus > high - scale.min:
            yield flaw(
                (*path, "bonus"),
                "{label} ajoute {bonus} points, plus que toute l’échelle.",
                label=french.quoted(one.label),
                bonus=french.number(one.bonus),
            )
    hosts = [one.places_max for one in definition.wishes() if hasattr(one, "places_max")]
    total = sum(one for one in hosts if one is not None)
    among = definition.preferences.among if definition.preferences else ""
    if among == "hosts" and hosts and None not in hosts and total < chosen.places_min:
        yield flaw(
            ("organisers",),
            "Les structures d’accueil n’offrent que {total}, pour au moins {places_min}.",
            total=french.plural(total, "place"),
            places_min=french.plural(chosen.places_min, "lauréat"),
        )


CHECKS = (Check("priority.gift", Severity.WARNING, gifts, ("priority", "places")),)
