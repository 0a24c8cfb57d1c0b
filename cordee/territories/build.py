"""Turn the published package of the official geography into our compact file. Pure.

Source: the npm package `@etalab/decoupage-administratif` (INSEE COG, DGCL, La Poste), Licence
Ouverte 2.0. The next vintage is: unpack it, `cordee territories build FOLDER`, commit the file.
"""

import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cordee.kernel import french
from cordee.kernel.bodies import Kind
from cordee.kernel.typography import NBSP
from cordee.territories.gazetteer import Fact, Gazetteer, Unreadable

FIRST_MAJOR, FIRST_YEAR = 1, 2021
"""Version 1.x of the package is the geography of 2021, 6.x that of 2026."""
POPULATION_DELAY = 3
"""The populations in force on 1 January are those of three years before."""
GEONAMES = "Positions : GeoNames (geonames.org), CC BY 4.0"
_COUNTRIES = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "PF", "NC", "WF"})
_PARTS = {
    "commune-associee": (Kind.ASSOCIATED, "chefLieu"),
    "commune-deleguee": (Kind.DELEGATED, "chefLieu"),
    "arrondissement-municipal": (Kind.DISTRICT, "commune"),
}
_EPCI = {
    "CC": Kind.CC,
    "CA": Kind.CA,
    "CU": Kind.CU,
    "METRO": Kind.METROPOLE,
    "MET69": Kind.METROPOLE,
}

type Row = Mapping[str, Any]


@dataclass(slots=True)
class _Package:
    """The files of the package, and what is counted over them."""

    communes: list[Row]
    epci: list[Row]
    ept: list[Row]
    departments: list[Row]
    regions: list[Row]
    population: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def build(folder: Path, *, year: int | None = None) -> Gazetteer:
    """Read an unpacked package; raises `Unreadable` when a file is missing or misshapen.

    Populations of groupings, departments and régions are the sums of their communes', so that
    every figure is of the same year.
    """
    try:
        package = _read(folder)
        year = year or _year(folder)
        facts = tuple(_facts(package))
    except (OSError, json.JSONDecodeError, KeyError, TypeError) as fault:
        raise Unreadable(f"{folder} ne contient pas le paquet attendu ({fault}).") from fault
    measured = year - POPULATION_DELAY
    source = (
        f"INSEE (COG {year}, populations municipales {measured}), DGCL, La Poste, "
        f"paquet @etalab/decoupage-administratif{NBSP}– Licence Ouverte 2.0"
    )
    return Gazetteer(f"cog-{year}", date(year, 1, 1), measured, source, facts)


def _read(folder: Path) -> _Package:
    def rows(name: str, *, required: bool = True) -> list[Row]:
        path = folder / "data" / f"{name}.json"
        return list(json.loads(path.read_bytes())) if required or path.exists() else []

    return _Package(
        rows("communes"), rows("epci"), rows("ept", required=False),
        rows("departements"), rows("regions"),
    )  # fmt: skip


def _year(folder: Path) -> int:
    version = json.loads((folder / "package.json").read_bytes())["version"]
    return FIRST_YEAR + int(version.split(".")[0]) - FIRST_MAJOR


def _facts(package: _Package) -> Iterator[Fact]:
    """Every body of the vintage, the containers counted from their communes."""
    epci = _perimeters(package.epci, "epci")
    ept = _perimeters(package.ept, "siren")
    communes = [
        _commune(row, epci, ept) for row in package.communes if row["type"] == "commune-actuelle"
    ]
    for fact in communes:
        _count(package, fact)
    whole = {fact.insee: fact for fact in communes}
    yield from communes
    yield from (_part(row, whole) for row in package.communes if row["type"] in _PARTS)
    yield from (_grouping(row, "epci", _EPCI[row["type"]], package) for row in package.epci)
    yield from (_grouping(row, "siren", Kind.EPT, package) for row in package.ept)
    yield from (_department(row, package) for row in package.departments)
    yield from (_region(row, package) for row in package.regions)


def _perimeters(groupings: Iterable[Row], scheme: str) -> dict[str, str]:
    return {
        member["code"]: f"{scheme}:{row['code']}" for row in groupings for member in row["membres"]
    }


def _commune(row: Row, epci: Mapping[str, str], ept: Mapping[str, str]) -> Fact:
    code = row["code"]
    return Fact(
        ref=f"commune:{code}", kind=Kind.COMMUNE, name=_name(row), insee=code,
        siren=row.get("siren", ""), department=row["departement"], region=row["region"],
        parent=epci.get(code, ""), postcodes=tuple(row.get("codesPostaux", ())),
        population=row.get("population"), former=tuple(row.get("anciensCodes", ())),
        ept=ept.get(code, ""),
    )  # fmt: skip


def _count(package: _Package, fact: Fact) -> None:
    """Add a commune's people to everything that contains it."""
    people = fact.population or 0
    for place in (fact.parent, fact.ept, f"departement:{fact.department}", f"region:{fact.region}"):
        package.population[place][fact.department] += people


def _part(row: Row, communes: Mapping[str, Fact]) -> Fact:
    kind, key = _PARTS[row["type"]]
    whole = communes[row[key]]
    return Fact(
        ref=f"partie:{row['code']}", kind=kind, name=_name(row), insee=row["code"],
        department=whole.department, region=whole.region, parent=whole.ref,
        postcodes=tuple(row.get("codesPostaux", ())), population=row.get("population"),
    )  # fmt: skip


def _grouping(row: Row, scheme: str, kind: Kind, package: _Package) -> Fact:
    """A grouping lies in the department where most of its people live."""
    ref = f"{scheme}:{row['code']}"
    people = package.population[ref]
    department = max(sorted(people), key=lambda code: people[code])
    region = next(item["region"] for item in package.departments if item["code"] == department)
    return Fact(
        ref=ref, kind=kind, name=_name(row), siren=row["code"], department=department,
        region=region, population=people.total(),
    )  # fmt: skip


def _department(row: Row, package: _Package) -> Fact:
    ref = f"departement:{row['code']}"
    return Fact(
        ref=ref, kind=Kind.DEPARTEMENT, name=_name(row), department=row["code"],
        region=row["region"], population=package.population[ref].total() or None,
    )  # fmt: skip


def _region(row: Row, package: _Package) -> Fact:
    ref = f"region:{row['code']}"
    return Fact(
        ref=ref, kind=Kind.REGION, name=_name(row), region=row["code"],
        population=package.population[ref].total() or None,
    )  # fmt: skip


def _name(row: Row) -> str:
    """The official name, with the apostrophe that French asks for."""
    return french.typeset(row["nom"])


def positions(cities: Path) -> bytes:
    """The compact file of positions, from the `cities500.txt` of GeoNames (CC BY 4.0).

    One line a commune: INSEE code, latitude, longitude, in degrees to about 100 m. The most
    populated place of each commune is kept. Raises `Unreadable`.
    """
    best: dict[str, tuple[int, str]] = {}
    try:
        for line in cities.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if cells[8] in _COUNTRIES and (code := _insee(cells)):
                people, place = int(cells[14]), f"{float(cells[4]):.3f}\t{float(cells[5]):.3f}"
                best[code] = max(best.get(code, (-1, "")), (people, place))
    except (OSError, ValueError, IndexError) as fault:
        raise Unreadable(f"{cities} n’est pas le fichier cities500 de GeoNames.") from fault
    lines = [f"{code}\t{place}" for code, (_, place) in sorted(best.items())]
    return lzma.compress("\n".join([GEONAMES, *lines]).encode() + b"\n", preset=9)


def _insee(cells: list[str]) -> str:
    """The INSEE code of a place: its deepest administrative code that looks like one."""
    codes = (code for code in reversed(cells[10:14]) if re.fullmatch(r"\d[\dAB]\d{3}", code))
    return next(codes, "")
