"""Balances as the solver reads them: quotas, shares, floors, tracks, terms of the jury."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from cordee.programme.conditions import holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Quota, Selection, Stage
    from cordee.selection.rules.instance import Candidate
    from cordee.selection.rules.terms import Terms

AWARDS = "awards"
"""The rule on how many files of one candidate may win."""
HELD = "rule"
"""The attribute that names the priorities a file benefits from."""
MOST_COUNTS = 60
"""Beyond so many possible numbers of winners, shares are held at the largest alone."""


def balance(  # noqa: PLR0917 - everything a set is held to
    definition: Definition,
    candidates: Sequence[Candidate],
    terms: Terms,
    sure: Iterable[str] = (),
    stage: Stage | None = None,
    moved: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] = list,
) -> list[dict[str, Any]]:
    """Every row of balance, what a stage keeps in each track too, the terms of the jury applied.

    `moved` makes of the balances of the call what the standing of the files changes of them.
    """
    rules = definition.selection
    quotas = [
        row for quota in quotas_of(definition) for row in _rows(definition, quota, candidates)
    ]
    rows = [
        *moved(quotas),
        *_floors(rules),
        *_tracks(definition),
        *_waves(definition),
        *_organisers(definition),
        *(_kept(definition, stage, candidates) if stage else ()),
        *_awards(definition, candidates),
    ]
    kept = [held for row in rows if (held := _relaxed(row, terms)) is not None]
    put_in = sorted({*terms.must_in, *sure} & {one.id for one in candidates})
    return [*kept, *(_must(one) for one in put_in)]


def quotas_of(definition: Definition) -> tuple[Quota, ...]:
    """The balances of the call, each naming the parts of its tracks too."""
    return tuple(
        one.model_copy(update={
            "tracks": tuple(part for track in one.tracks for part in definition.parts_of(track))
        })
        for one in definition.selection.quotas
    )  # fmt: skip


def counts(quota: Quota, one: Candidate) -> bool:
    """Whether a balance looks at a file: on one of its tracks, and meeting its condition."""
    if not on_track(quota, one):
        return False
    return quota.condition is None or holds(quota.condition, one.facts)


def on_track(quota: Quota, one: Candidate) -> bool:
    """Whether a file is on one of the tracks of a balance, or the balance is of them all."""
    return not quota.tracks or not set(quota.tracks).isdisjoint(values_of(one, "track"))


def places_in(definition: Definition, quota: Quota) -> int | None:
    """The places of the tracks of a balance, together; none when one does not say its own."""
    inside = [one for one in definition.tracks if one.key in quota.tracks]
    widest = [one.places_max for one in inside if one.within not in quota.tracks]
    return None if None in widest else sum(one or 0 for one in widest)


def _rows(
    definition: Definition, quota: Quota, candidates: Sequence[Candidate]
) -> list[dict[str, Any]]:
    """One row, or one per value present when the rule holds for each value by itself."""
    if quota.counts == "budget" or quota.of_question:
        return []
    if quota.per != "call":
        return list(_in_each(definition, quota, candidates))
    places = places_in(definition, quota) if quota.tracks else None
    return [_held_on(quota, row, places) for row in _whole(quota, candidates)]


def _whole(quota: Quota, candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    """The rows of a balance held once, in the whole call or among the files of its tracks."""
    if not quota.attribute:
        return [_row(quota, quota.key, ["yes"])]
    if quota.values:
        return [_row(quota, quota.key, list(quota.values))]
    mine = [one for one in candidates if not quota.tracks or counts(quota, one)]
    present = sorted({value for one in mine for value in values_of(one, quota.attribute)})
    return [_row(quota, f"{quota.key}:{value}", [value]) for value in present]


def _held_on(quota: Quota, row: dict[str, Any], places: int | None) -> dict[str, Any]:
    """A row whose shares are those of the places of a track, or of tracks, rather than of all."""
    if not quota.tracks and quota.per == "call":
        return row
    low, high = row.pop("min_share", None), row.pop("max_share", None)
    if places is not None and low is not None:
        row["min"] = max(row["min"] or 0, ceil(fraction(low) * places))
    if places is not None and high is not None:
        wide = floor(fraction(high) * places)
        row["max"] = wide if row["max"] is None else min(row["max"], wide)
    return row


def meeting(quota: Quota, one: Candidate) -> list[str]:
    """What a file counts as under a condition: « yes », or its values when they are told apart."""
    if not (quota.condition or quota.tracks) or not counts(quota, one):
        return []
    return list(values_of(one, quota.attribute)) if quota.attribute else ["yes"]


def _row(quota: Quota, key: str, values: list[str]) -> dict[str, Any]:
    sort = counted(quota) if quota.condition or quota.tracks else quota.attribute
    row = _plain(key, sort, values, quota.min, quota.max)
    row |= {"hard": quota.hard, "level": quota.level, "weight": quota.weight}
    if quota.min_share is not None:
        row["min_share"] = str(quota.min_share)
    if quota.max_share is not None:
        row["max_share"] = str(quota.max_share)
    return row


def _in_each(
    definition: Definition, quota: Quota, candidates: Sequence[Candidate]
) -> Iterator[dict[str, Any]]:
    """A row for each track, or each wave, its shares being those of the places it has."""
    held = {value for one in candidates for value in apart(quota, one)}
    parts = definition.tracks if quota.per == "track" else definition.windows
    for part in parts:
        for value in sorted({one for one in held if one.rpartition("@")[2] == part.key}):
            row = _row(quota, f"{quota.key}:{value}", [value])
            row = _held_on(quota, row, part.places_max)
            yield row | {"attr": counted(quota)}


def apart(quota: Quota, one: Candidate) -> list[str]:
    """What a file counts as where a balance holds in each track or wave: it, or `value@track`."""
    parts = values_of(one, quota.per)
    if not counts(quota, one):
        return []
    if not quota.attribute:
        return list(parts)
    values = values_of(one, quota.attribute)
    if quota.values:
        return list(parts) if {*values} & {*quota.values} else []
    return [f"{value}@{part}" for value in values for part in parts]


def counted(quota: Quota) -> str:
    """The attribute of the files that meet the condition of a balance."""
    return f"quota.{quota.key}"


def _plain(
    key: str, attribute: str, values: list[str], low: int | None, high: int | None
) -> dict[str, Any]:
    return {
        "id": key,
        "attr": attribute,
        "values": values,
        "min": low,
        "max": high,
        "hard": True,
        "level": 1,
        "weight": 1,
    }


def values_of(candidate: Candidate, attribute: str) -> tuple[str, ...]:
    """The values of a file for an attribute, none when nobody knows it."""
    if attribute == "id":
        return (candidate.id,)
    value = candidate.attrs.get(attribute, ())
    return value if isinstance(value, tuple) else (value,)


def _floors(rules: Selection) -> Iterator[dict[str, Any]]:
    """A priority understood as a floor is a quota: at least so many of them (R49)."""
    for one in rules.priorities:
        if one.means == "floor" and one.floor:
            yield _plain(one.key, HELD, [one.key], one.floor, None)


def by_wishes(definition: Definition) -> set[str]:
    """Keys of the hosts or tracks whose places are given by ranked wishes, once winners are."""
    asked = definition.preferences
    if asked is None or asked.max == 1:
        return set()
    return {one.key for one in definition.wishes()}


def _tracks(definition: Definition) -> Iterator[dict[str, Any]]:
    """Each track has its own places, those of its parts included."""
    wished = by_wishes(definition)
    for one in definition.tracks:
        if one.key in wished:
            continue
        if one.places_min is not None or one.places_max is not None:
            parts = definition.parts_of(one.key)
            yield _plain(f"track-{one.key}", "track", parts, one.places_min, one.places_max)


def _waves(definition: Definition) -> Iterator[dict[str, Any]]:
    """Each wave has its own places, when the call says how many."""
    for one in definition.windows:
        if one.places_max is not None:
            yield _plain(f"window-{one.key}", "window", [one.key], None, one.places_max)


def _organisers(definition: Definition) -> Iterator[dict[str, Any]]:
    """Each organiser takes, or chooses, its own winners among the files it receives.

    Those that candidates rank are given theirs afterwards, by their wishes.
    """
    wished = by_wishes(definition)
    for one in definition.organisers:
        if one.key in wished:
            continue
        if one.places_min is not None or one.places_max is not None:
            key = f"organiser-{one.key}"
            yield _plain(key, "organiser", [one.key], one.places_min, one.places_max)


def _kept(
    definition: Definition, stage: Stage, candidates: Sequence[Candidate]
) -> Iterator[dict[str, Any]]:
    """What a stage keeps in each (`kept_per`): never more at least than there are files."""
    if stage.kept_per == "call":
        return
    sort = f"answer.{stage.kept_question}" if stage.kept_per == "answer" else stage.kept_per
    for one in _each(definition, sort, candidates):
        files = sum(one in values_of(each, sort) for each in candidates)
        low = None if stage.kept_min is None else min(stage.kept_min, files)
        high = stage.kept_max
        if high is None and stage.kept_share is not None:
            high = int(stage.kept_share * files)
        if files and (low is not None or high is not None):
            yield _plain(f"kept-{one}", sort, [one], low, high)


def _each(definition: Definition, attribute: str, candidates: Iterable[Candidate]) -> list[str]:
    """Every track of the call; every value that the files have of anything else."""
    if attribute == "track":
        return [one.key for one in definition.tracks]
    return sorted({value for one in candidates for value in values_of(one, attribute)})


def _awards(definition: Definition, candidates: Sequence[Candidate]) -> Iterator[dict[str, Any]]:
    """No candidate wins with more of its files than the call says, nor carries more projects."""
    project = definition.project
    bounds = (definition.applicant.awards_max, project.per_body if project else None)
    most = min((one for one in bounds if one is not None), default=None)
    if most is None:
        return
    files = Counter(value for one in candidates for value in values_of(one, "organisation"))
    for value, count in sorted(files.items()):
        if count > most:
            yield _plain(f"{AWARDS}:{value}", "organisation", [value], None, most)


def _must(file: str) -> dict[str, Any]:
    """A file put in at once is a rule of its own: it shows in what blocks and in what costs."""
    return _plain(f"in:{file}", "must", [file], 1, None)


def _relaxed(row: dict[str, Any], terms: Terms) -> dict[str, Any] | None:
    """The row as the jury moved it, or None when it no longer holds."""
    moved = terms.of(row["id"])
    if moved is None:
        return row
    if moved.low is None and moved.high is None:
        return None
    low = row["min"] if moved.low is None else moved.low
    high = row["max"] if moved.high is None else moved.high
    kept = {key: value for key, value in row.items() if not key.endswith("_share")}
    return {**kept, "min": low, "max": high}


def only_one(rules: Selection, candidates: Sequence[Candidate], terms: Terms) -> list[list[str]]:
    """The sets of files of which one at most is chosen; one that the jury set aside is emptied.

    It keeps its place, so that the names of the others do not change.
    """
    groups: list[list[str]] = []
    for attribute in rules.at_most_one_of:
        for value in sorted({v for one in candidates for v in values_of(one, attribute)}):
            same = sorted(one.id for one in candidates if value in values_of(one, attribute))
            groups += [same] if len(same) > 1 else []
    return [
        group if terms.of(f"at_most_one:{index}") is None else []
        for index, group in enumerate(groups)
    ]


def counts_to_try(document: Mapping[str, Any]) -> list[int]:
    """The numbers of winners for which shares mean something else; empty when none matters."""
    if not any(key.endswith("_share") for row in document["balance"] for key in row):
        return []
    least, most = document["k_min"], document["k_max"]
    return list(range(most, max(least, most - MOST_COUNTS) - 1, -1))


def at_count(document: Mapping[str, Any], count: int) -> dict[str, Any] | None:
    """The same question for exactly so many winners, shares turned into numbers.

    None when two bounds of one firm rule contradict each other at that number.
    """
    rows = [_shared(row, count) for row in document["balance"]]
    if any(row["max"] is not None and (row["min"] or 0) > row["max"] for row in rows):
        return None
    return {**document, "k_min": count, "k_max": count, "balance": rows}


def _shared(row: Mapping[str, Any], count: int) -> dict[str, Any]:
    low, high = row["min"], row["max"]
    if (share := row.get("min_share")) is not None:
        wanted = ceil(fraction(share) * count)
        low = max(low or 0, min(wanted, row.get("able", wanted)))
    if (share := row.get("max_share")) is not None:
        wide = floor(fraction(share) * count)
        high = wide if high is None else min(high, wide)
    if low is not None and high is not None and low > high and not row["hard"]:
        high = low  # a wish that contradicts itself forbids no number of winners
    return {**row, "min": low, "max": high}


def fraction(share: Decimal | str) -> Fraction:
    """A share as an exact number."""
    return Fraction(str(share))
