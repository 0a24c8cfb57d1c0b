"""Import groupings without own taxation: parks, PETR, SCoT, syndicats (BANATIC files)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from cordee.kernel.canonical import digest
from cordee.ledger.actions import record
from cordee.territories.actions.arriving import row, run, stage, write
from cordee.territories.events import GroupingsImported
from cordee.territories.groupings import Grouping
from cordee.territories.models import Territory


@transaction.atomic
def import_groupings(groupings: Iterable[Grouping], *, by: Any, at: datetime) -> int:
    """Write groupings and the members their file names; returns how many were new or changed.

    A file is partial by nature: a grouping it does not name stays as it is. A SIREN already
    carried by another living body (an EPCI, one made by hand) is left to that body.
    """
    groupings = list(groupings)
    taken = _taken(grouping.fact.siren for grouping in groupings)
    kept = [grouping for grouping in groupings if grouping.fact.siren not in taken]
    stage(row(grouping.fact, (), None) for grouping in kept)
    written = write(origin=Territory.Origin.BANATIC, vintage=None, year=None, starts=None, at=at)
    _compose(kept, day=at.date())
    if written:
        mark = digest([[*map(str, grouping.fact[:7])] for grouping in kept])
        record(GroupingsImported(written, mark), by=by, at=at)
    return written


def _taken(sirens: Iterable[str]) -> set[str]:
    rows = Territory.objects.filter(ends=None, siren__in=list(sirens))
    others = rows.exclude(origin=Territory.Origin.BANATIC)
    return set(others.order_by().values_list("siren", flat=True))


def _compose(groupings: Iterable[Grouping], *, day: date) -> None:
    """Say who belongs to each grouping whose file names members; the others keep theirs."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        with cursor.copy("COPY composing FROM STDIN") as copy:
            for grouping in groupings:
                for insee in grouping.members:
                    copy.write_row((grouping.fact.ref, insee))
    run(_RESOLVE)
    run(_CLOSE, day=day)
    run(_OPEN)


_TABLE = """
DROP TABLE IF EXISTS composing;
DROP TABLE IF EXISTS composed;
CREATE TEMPORARY TABLE composing (parent text, insee text) ON COMMIT DROP
"""

# A code of an older vintage leads to the commune that took it over.
_RESOLVE = """
CREATE TEMPORARY TABLE composed ON COMMIT DROP AS
SELECT DISTINCT whole.id AS parent_id, commune.id AS child_id
FROM composing
JOIN territories_territory AS whole ON whole.ref = composing.parent
JOIN territories_territory AS commune ON commune.kind = 'commune' AND commune.ends IS NULL
    AND commune.insee <> ''
    AND (commune.insee = composing.insee OR commune.former @> ARRAY[composing.insee]::varchar[])
"""

_CLOSE = """
UPDATE territories_membership AS old SET ends = GREATEST(%(day)s, old.starts + 1)
WHERE ends IS NULL AND role = 'membre'
  AND parent_id IN (SELECT parent_id FROM composed)
  AND NOT EXISTS (
    SELECT FROM composed
    WHERE (composed.child_id, composed.parent_id) = (old.child_id, old.parent_id)
  )
"""

_OPEN = """
INSERT INTO territories_membership (child_id, parent_id, role)
SELECT child_id, parent_id, 'membre' FROM composed
WHERE NOT EXISTS (
    SELECT FROM territories_membership AS old
    WHERE old.ends IS NULL AND old.role = 'membre'
      AND (composed.child_id, composed.parent_id) = (old.child_id, old.parent_id)
)
"""
