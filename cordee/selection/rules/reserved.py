"""Places kept for some: others take none of them (`beyond`), or what is left (`transferable`).

The places that nobody reserves go first, to the best files whoever they are; what a rule keeps is
then added for those it is kept for, beside those of them who were chosen already. Places that may
go to others are asked for no more files than may take them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from cordee.selection.rules.balance import (
    apart,
    fraction,
    meeting,
    on_track,
    places_in,
    quotas_of,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Quota
    from cordee.selection.rules.instance import Candidate

    type Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Standing:
    """The files that may be chosen, the best first, and how many places there are."""

    files: Sequence[Candidate] = ()
    places: int = 0


def reserved(definition: Definition, rows: Rows, standing: Standing) -> list[dict[str, Any]]:
    """The rows of balance, those of kept places as the files that may be chosen make them."""
    rules = {one.key: one for one in quotas_of(definition) if one.beyond or one.transferable}
    mine = [(rules[key], row) for row in rows
            if (key := str(row["id"]).partition(":")[0]) in rules]  # fmt: skip
    kept = {row["id"]: _least(row, standing.places) for quota, row in mine if quota.beyond}
    moved = {}
    for quota, row in mine:
        files, places = _group(definition, quota, row, standing)
        able = sum(_meets(quota, row, one) for one in files)
        if not quota.beyond:
            moved[row["id"]] = _lent(row, able)
            continue
        group = _part(quota, row)
        spared = sum(kept[one["id"]] for each, one in mine
                     if each.beyond and _part(each, one) == group)  # fmt: skip
        open_ = files[: max(places - spared, 0)]
        least = kept[row["id"]] + sum(_meets(quota, row, one) for one in open_)
        moved[row["id"]] = _asking(row, min(least, able) if quota.transferable else least)
    return [moved.get(row["id"], row) for row in rows]


def _lent(row: dict[str, Any], able: int) -> dict[str, Any]:
    """A row that asks for no more than may take its places; a share is bounded when it counts."""
    least = row["min"] and min(row["min"], able)
    return {**row, "min": least, **({"able": able} if "min_share" in row else {})}


def _asking(row: dict[str, Any], least: int) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "min_share"} | {"min": least}


def _least(row: dict[str, Any], places: int) -> int:
    share = row.get("min_share")
    return max(row["min"] or 0, ceil(fraction(share) * places) if share is not None else 0)


def _part(quota: Quota, row: dict[str, Any]) -> str:
    """The track or the wave a row is about; the whole call has no name."""
    return str(row["values"][0]).rpartition("@")[2] if quota.per != "call" else ""


def _group(
    definition: Definition, quota: Quota, row: dict[str, Any], standing: Standing
) -> tuple[list[Candidate], int]:
    """The files among which a row is held, the best first, and the places they have."""
    if quota.per == "call":
        mine = [one for one in standing.files if not quota.tracks or on_track(quota, one)]
        places = places_in(definition, quota) if quota.tracks else None
        return mine, standing.places if places is None else places
    part = _part(quota, row)
    files = [one for one in standing.files if part in values_of(one, quota.per)]
    among = definition.tracks if quota.per == "track" else definition.windows
    places = next((one.places_max for one in among if one.key == part), None)
    return files, standing.places if places is None else places


def _meets(quota: Quota, row: dict[str, Any], one: Candidate) -> bool:
    return not set(row["values"]).isdisjoint(_values(quota, one))


def _values(quota: Quota, one: Candidate) -> Iterator[str]:
    if quota.per != "call":
        yield from apart(quota, one)
    elif quota.condition or quota.tracks:
        yield from meeting(quota, one)
    else:
        yield from values_of(one, quota.attribute)
