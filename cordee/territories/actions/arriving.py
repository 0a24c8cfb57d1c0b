"""Rows on their way in: one COPY into a temporary table, then set-based statements."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from cordee.kernel.bodies import Kind
from cordee.territories import rules
from cordee.territories.gazetteer import Fact
from cordee.territories.positions import Place

DEEPEST = 2
"""A part of a commune lies in a commune, which lies in an EPCI."""


class Row(NamedTuple):
    """A line of the temporary table, in its order."""

    ref: str
    kind: str
    name: str
    aliases: list[str]
    key: str
    search: str
    insee: str
    former: list[str]
    siren: str
    department: str
    region: str
    postcodes: list[str]
    population: int | None
    latitude: float | None
    longitude: float | None
    position: str
    parent: str
    ept: str
    level: int
    """How many bodies contain it: containers are written before what they contain."""


def row(fact: Fact, aliases: Iterable[str], place: Place | None) -> Row:
    """Everything the database needs to know of a fact."""
    also = list(aliases)
    key = rules.key(fact.name)
    codes = (fact.insee, fact.siren, fact.department, *fact.postcodes, *fact.former)
    codes += (rules.marked_initials(fact.kind, fact.name),)
    return Row(
        fact.ref, str(fact.kind), fact.name, also, key,
        rules.searchable([key, *map(rules.key, also)], codes),
        fact.insee, list(fact.former), fact.siren, fact.department, fact.region,
        list(fact.postcodes), fact.population,
        place.latitude if place else None, place.longitude if place else None,
        ("exacte" if place.exact else "voisine") if place else "",
        fact.parent, fact.ept, _level(fact),
    )  # fmt: skip


def _level(fact: Fact) -> int:
    if not fact.parent:
        return 0
    return 1 if fact.kind == Kind.COMMUNE else DEEPEST


def stage(rows: Iterable[Row]) -> None:
    """Copy the rows into the temporary table `arriving`, dropped at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS arriving")
        cursor.execute(_TABLE)
        with cursor.copy("COPY arriving FROM STDIN") as copy:
            for values in rows:
                copy.write_row(values)
        cursor.execute("CREATE UNIQUE INDEX ON arriving (ref)")
        cursor.execute("ANALYZE arriving")


def run(statement: str, **values: Any) -> int:
    """Execute one statement; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def write(
    *, origin: str, vintage: int | None, year: int | None, starts: date | None, at: Any
) -> int:
    """Insert or update the territories of `arriving`; untouched rows are not rewritten."""
    values = {"origin": origin, "vintage": vintage, "year": year, "starts": starts, "at": at}
    return sum(run(_UPSERT, level=level, **values) for level in range(DEEPEST + 1))


_TABLE = """
CREATE TEMPORARY TABLE arriving (
    ref text, kind text, name text, aliases text[], key text, search text, insee text,
    former text[], siren text, department text, region text, postcodes text[], population int,
    latitude float8, longitude float8, position text, parent text, ept text, level int
) ON COMMIT DROP
"""

_UPSERT = """
INSERT INTO territories_territory AS old (
    ref, kind, name, aliases, key, search, country, insee, former, siren, local_scheme, local_code,
    department, region, postcodes, population, population_year, latitude, longitude, position,
    parent_id, starts, origin, vintage_id, made_at
)
SELECT
    new.ref, new.kind, new.name, new.aliases, new.key, new.search, 'FR', new.insee, new.former,
    new.siren, '', '', new.department, new.region, new.postcodes, new.population, %(year)s,
    new.latitude, new.longitude, new.position,
    whole.id, %(starts)s, %(origin)s, %(vintage)s, %(at)s
FROM arriving AS new LEFT JOIN territories_territory AS whole ON whole.ref = new.parent
WHERE new.level = %(level)s
ON CONFLICT (ref) DO UPDATE SET
    kind = excluded.kind, name = excluded.name, aliases = excluded.aliases, key = excluded.key,
    search = excluded.search, insee = excluded.insee, former = excluded.former,
    siren = excluded.siren, department = excluded.department, region = excluded.region,
    postcodes = excluded.postcodes, population = excluded.population,
    population_year = excluded.population_year, origin = excluded.origin,
    latitude = CASE old.position WHEN 'importee' THEN old.latitude ELSE excluded.latitude END,
    longitude = CASE old.position WHEN 'importee' THEN old.longitude ELSE excluded.longitude END,
    position = CASE old.position WHEN 'importee' THEN old.position ELSE excluded.position END,
    parent_id = excluded.parent_id, vintage_id = excluded.vintage_id,
    ends = NULL, successor_id = NULL
WHERE (
    old.kind, old.name, old.aliases, old.search, old.insee, old.siren, old.population,
    old.population_year, old.parent_id, old.vintage_id, old.ends, old.latitude, old.longitude
) IS DISTINCT FROM (
    excluded.kind, excluded.name, excluded.aliases, excluded.search, excluded.insee,
    excluded.siren, excluded.population, excluded.population_year, excluded.parent_id,
    excluded.vintage_id, NULL::date, excluded.latitude, excluded.longitude
)
"""
