"""Import a vintage of the official geography: one transaction, seconds, what changed is told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cordee.kernel import french
from cordee.kernel.canonical import digest
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.territories import rules
from cordee.territories.actions.arriving import Row, row, run, stage, write
from cordee.territories.changes import Changes, Known, compare
from cordee.territories.events import VintageImported
from cordee.territories.gazetteer import Fact, Gazetteer
from cordee.territories.models import Territory, Vintage
from cordee.territories.positions import Known as KnownPositions
from cordee.territories.positions import located


@transaction.atomic
def import_vintage(
    gazetteer: Gazetteer, positions: KnownPositions, *, by: Any, at: datetime
) -> tuple[Vintage, Changes]:
    """Make the rows say what the vintage says; the same vintage again writes nothing.

    Raises `Refused` when a newer vintage is already there. Bodies that left end on the first day
    of the vintage, with their successor; memberships close and open on that day. On the first
    import the dates before are unknown, so memberships have no start.
    """
    mark = _mark(gazetteer, positions)
    latest = Vintage.objects.order_by("-starts").first()
    if latest and latest.starts > gazetteer.starts:
        raise Refused(_too_old(gazetteer, latest))
    if latest and latest.digest == mark:
        return latest, Changes()
    before = _known()
    changes = compare(before, gazetteer.facts)
    vintage = _vintage(gazetteer, mark, changes, at)
    stage(_rows(gazetteer.facts, before, changes, positions))
    _replace(vintage, first=not Vintage.objects.exclude(pk=vintage.pk).exists(), at=at)
    _follow(changes)
    if changes or latest is None:
        record(
            VintageImported(vintage.pk, vintage.slug, vintage.digest, changes.counts()),
            by=by, at=at,
        )  # fmt: skip
    return vintage, changes


@transaction.atomic
def import_positions(positions: KnownPositions, *, by: Any, at: datetime) -> int:  # noqa: ARG001 - a verb's shape
    """Write better positions of communes; they win over the shipped ones. Returns how many."""
    communes = Territory.objects.filter(insee__in=list(positions), kind="commune")
    rows = list(communes.only("pk", "insee"))
    for commune in rows:
        commune.latitude, commune.longitude = positions[commune.insee]
        commune.position = Territory.Position.IMPORTED
    Territory.objects.bulk_update(rows, ["latitude", "longitude", "position"], batch_size=2000)
    return len(rows)


def _mark(gazetteer: Gazetteer, positions: KnownPositions) -> str:
    """What an import depends on: the facts, the positions, the way names are searched."""
    places = sorted((code, str(place)) for code, place in positions.items())
    return digest([gazetteer.digest, places, rules.SEARCH])


def _too_old(gazetteer: Gazetteer, latest: Vintage) -> Any:
    return broken(
        "vintage.older",
        "vintage",
        french.say(
            "Le millésime {slug} est antérieur à {latest}, déjà importé. Importez "
            "un millésime plus récent.",
            slug=gazetteer.slug,
            latest=latest.slug,
        ),
    )


def _known() -> dict[str, Known]:
    """The living official bodies, as the comparison reads them (one query)."""
    rows = Territory.objects.filter(origin=Territory.Origin.COG, ends=None).order_by("ref")
    columns = ("ref", "name", "kind", "insee", "parent__ref", "population", "aliases")
    return {
        ref: Known(name, kind, insee, parent or "", population or 0, tuple(aliases))
        for ref, name, kind, insee, parent, population, aliases in rows.values_list(*columns)
    }


def _vintage(gazetteer: Gazetteer, mark: str, changes: Changes, at: datetime) -> Vintage:
    vintage, _ = Vintage.objects.update_or_create(
        slug=gazetteer.slug,
        defaults={
            "source": gazetteer.source, "starts": gazetteer.starts, "digest": mark,
            "population_year": gazetteer.population_year, "imported_at": at,
            "changes": changes.as_dict(),
        },
    )  # fmt: skip
    return vintage


def _rows(
    facts: Iterable[Fact],
    before: Mapping[str, Known],
    changes: Changes,
    positions: KnownPositions,
) -> Iterable[Row]:
    """The lines to copy; a renamed body stays findable by its former name."""
    places = located(facts, positions)
    for fact in facts:
        aliases = list(before[fact.ref].aliases) if fact.ref in before else []
        if fact.ref in changes.renamed:
            aliases.append(changes.renamed[fact.ref][0])
        yield row(fact, dict.fromkeys(aliases), places.get(fact.ref))


def _replace(vintage: Vintage, *, first: bool, at: datetime) -> None:
    """End who left, write who is there, then say who belongs to whom."""
    starts = None if first else vintage.starts
    run(_END_OF_THE_GONE, day=vintage.starts)
    run(_END_OF_DOUBLES, day=vintage.starts)
    write(
        origin=Territory.Origin.COG, vintage=vintage.pk, year=vintage.population_year,
        starts=starts, at=at,
    )  # fmt: skip
    run(_FORGET_MEMBERSHIPS, day=vintage.starts)
    run(_CLOSE_MEMBERSHIPS, day=vintage.starts)
    run(_OPEN_MEMBERSHIPS, day=starts)
    for statement in _TIDY:
        run(statement)


def _follow(changes: Changes) -> None:
    """Point each ended body at the one that stands for it."""
    pairs = {ref: heir for ref, heir in changes.ended.items() if heir}
    run(_SUCCESSORS, gone=list(pairs), heirs=list(pairs.values()))


_END_OF_THE_GONE = """
UPDATE territories_territory AS old SET ends = GREATEST(%(day)s, old.starts + 1)
WHERE origin = 'cog' AND ends IS NULL
  AND NOT EXISTS (SELECT FROM arriving WHERE arriving.ref = old.ref)
"""

# A body written by hand, or imported from elsewhere, before the geography knew its SIREN.
_END_OF_DOUBLES = """
UPDATE territories_territory AS old SET ends = GREATEST(%(day)s, old.starts + 1)
FROM arriving
WHERE old.ends IS NULL AND old.siren <> '' AND old.siren = arriving.siren
  AND old.ref <> arriving.ref
"""

_WANTED = """
    SELECT child.id AS child_id, whole.id AS parent_id,
           CASE child.kind WHEN 'commune' THEN 'epci' ELSE 'partie' END AS role
    FROM arriving
    JOIN territories_territory AS child ON child.ref = arriving.ref
    JOIN territories_territory AS whole ON whole.ref = arriving.parent
    UNION ALL
    SELECT child.id, whole.id, 'membre'
    FROM arriving
    JOIN territories_territory AS child ON child.ref = arriving.ref
    JOIN territories_territory AS whole ON whole.ref = arriving.ept
"""

_UNWANTED = f"""
    SELECT old.id FROM territories_membership AS old
    JOIN territories_territory AS child ON child.id = old.child_id AND child.origin = 'cog'
    JOIN territories_territory AS whole ON whole.id = old.parent_id AND whole.origin = 'cog'
    WHERE old.ends IS NULL AND NOT EXISTS (
        SELECT FROM ({_WANTED}) AS wanted
        WHERE (wanted.child_id, wanted.parent_id, wanted.role)
            = (old.child_id, old.parent_id, old.role)
    )
"""  # noqa: S608 - only our own constants

# A vintage corrected and imported again: what opened on its first day never was.
_FORGET_MEMBERSHIPS = f"""
DELETE FROM territories_membership WHERE starts >= %(day)s AND id IN ({_UNWANTED})
"""  # noqa: S608 - only our own constants

_CLOSE_MEMBERSHIPS = f"""
UPDATE territories_membership SET ends = %(day)s WHERE id IN ({_UNWANTED})
"""  # noqa: S608 - only our own constants

_OPEN_MEMBERSHIPS = f"""
INSERT INTO territories_membership (child_id, parent_id, role, starts)
SELECT child_id, parent_id, role, %(day)s FROM ({_WANTED}) AS wanted
WHERE NOT EXISTS (
    SELECT FROM territories_membership AS old
    WHERE old.ends IS NULL AND (old.child_id, old.parent_id, old.role)
        = (wanted.child_id, wanted.parent_id, wanted.role)
)
"""  # noqa: S608 - only our own constants

_SUCCESSORS = """
UPDATE territories_territory AS old SET successor_id = heir.id
FROM unnest(%(gone)s::text[], %(heirs)s::text[]) AS pair (gone, heir_ref)
JOIN territories_territory AS heir ON heir.ref = pair.heir_ref
WHERE old.ref = pair.gone
"""

# The indexes and the planner must know the rows at once, not at the next vacuum.
_TIDY = (
    "SELECT gin_clean_pending_list('territory_search'::regclass)",
    "SELECT gin_clean_pending_list('territory_near'::regclass)",
    "ANALYZE territories_territory",
    "ANALYZE territories_membership",
)
