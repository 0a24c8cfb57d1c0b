"""Where bodies stand on a map, from the positions known of some communes. Pure."""

import csv
import lzma
from collections import defaultdict
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from cordee.kernel.bodies import Kind
from cordee.territories.gazetteer import SHIPPED, Fact, Unreadable


class Place(NamedTuple):
    """Degrees north and east; `exact` tells a known position from a deduced one."""

    latitude: float
    longitude: float
    exact: bool


type Known = Mapping[str, tuple[float, float]]
"""INSEE code → latitude, longitude."""


def shipped() -> Known:
    """The positions that come with the house (GeoNames, CC BY 4.0)."""
    text = lzma.decompress((SHIPPED / "positions.tsv.xz").read_bytes()).decode()
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {code: (float(latitude), float(longitude)) for code, latitude, longitude in rows}


def read(path: Path) -> Known:
    """A CSV of positions with the columns `code_insee`, `lat`, `lon`; raises `Unreadable`."""
    try:
        rows = csv.DictReader(StringIO(path.read_text("utf-8-sig")))
        return {
            row["code_insee"]: (float(row["lat"]), float(row["lon"]))
            for row in rows
            if row["lat"] and row["lon"]
        }
    except (ValueError, KeyError, TypeError) as fault:
        raise Unreadable(f"{path.name} : il faut les colonnes code_insee, lat et lon.") from fault


def located(facts: Iterable[Fact], known: Known) -> dict[str, Place]:
    """Where each body stands: its known position, or the middle of its neighbours'.

    A commune without position takes the mean of those of the same postcode, then EPCI, then
    department; a part of a commune stands on it; an EPCI stands amid its people.
    """
    facts = list(facts)
    communes = [fact for fact in facts if fact.kind == Kind.COMMUNE]
    found = {
        fact.ref: Place(*known[fact.insee], exact=True) for fact in communes if fact.insee in known
    }
    amid = _middles(communes, found)
    for fact in communes:
        if fact.ref not in found and (place := _amid(fact, amid)):
            found[fact.ref] = place
    found |= _groupings(communes, found)
    return found | {
        fact.ref: found[fact.parent]._replace(exact=False)
        for fact in facts
        if fact.parent in found and fact.ref not in found
    }


def _neighbourhoods(fact: Fact) -> Iterable[str]:
    """From the nearest to the widest."""
    yield from fact.postcodes
    if fact.parent:
        yield fact.parent
    yield f"departement:{fact.department}"


def _middles(communes: Iterable[Fact], found: Mapping[str, Place]) -> dict[str, Place]:
    """The mean position of the communes of each neighbourhood."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for fact in communes:
        if place := found.get(fact.ref):
            for name in _neighbourhoods(fact):
                _add(sums[name], place, 1)
    return {name: _mean(total) for name, total in sums.items()}


def _groupings(communes: Iterable[Fact], found: Mapping[str, Place]) -> dict[str, Place]:
    """Each grouping amid its people."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for fact in communes:
        for parent in filter(None, (fact.parent, fact.ept)):
            if place := found.get(fact.ref):
                _add(sums[parent], place, (fact.population or 0) + 1)
    return {ref: _mean(total) for ref, total in sums.items()}


def _add(total: list[float], place: Place, weight: int) -> None:
    total[0] += place.latitude * weight
    total[1] += place.longitude * weight
    total[2] += weight


def _mean(total: list[float]) -> Place:
    return Place(round(total[0] / total[2], 3), round(total[1] / total[2], 3), exact=False)


def _amid(fact: Fact, amid: Mapping[str, Place]) -> Place | None:
    return next((amid[name] for name in _neighbourhoods(fact) if name in amid), None)
