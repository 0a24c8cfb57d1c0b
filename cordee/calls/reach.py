"""Where a call is expected to be heard: the départements its eligibility opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.kernel.places import DEPARTMENTS, REGION_OF
from cordee.programme.schema import who

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cordee.programme.schema import Definition

EVERYWHERE = {"FR", "country:FR"}
PLAIN = 2
"""Letters of a département's code that its communes' codes begin with; three overseas."""


def expected_departments(definition: Definition) -> tuple[str, ...]:
    """The départements from which files may come, in order; every one when nothing restricts.

    Only conditions on the place of the applicant count; what they leave out is taken away.
    """
    asked = [*_places(definition.eligibility)]
    within = [place for one in asked for place in one.within]
    outside = [place for one in asked for place in one.outside]
    inside = set(_departments(definition, within)) or set(DEPARTMENTS)
    whole = {
        place for place in outside if place.startswith(("departement:", "region:", "perimeter:"))
    }
    return tuple(
        code for code in DEPARTMENTS if code in inside - set(_departments(definition, whole))
    )


def places_of(definition: Definition) -> list[str]:
    """The places the eligibility names, as it names them."""
    found = [place for one in _places(definition.eligibility) for place in one.within]
    return list(dict.fromkeys(found))


def _places(conditions: Iterable[who.AnyCondition]) -> Iterator[who.PlaceIs]:
    """The conditions on the seat, alone or inside « all of » and « any of »."""
    for one in conditions:
        if isinstance(one, who.PlaceIs) and one.of != "together":
            yield one
        elif isinstance(one, who.AllOf | who.AnyOf):
            yield from _places(one.conditions)


def _departments(definition: Definition, places: Iterable[str]) -> Iterator[str]:
    perimeters = {one.key: one for one in definition.perimeters}
    for place in places:
        kind, _, code = place.partition(":")
        if place in EVERYWHERE:
            yield from DEPARTMENTS
        elif kind == "departement":
            yield code
        elif kind == "region":
            yield from (one for one, region in REGION_OF.items() if region == code)
        elif kind == "commune":
            yield code[:3] if code.startswith(("97", "98")) else code[:PLAIN]
        elif kind == "perimeter" and code in perimeters:
            inner = [one for one in perimeters[code].within if not one.startswith("perimeter:")]
            yield from _departments(definition, inner)
