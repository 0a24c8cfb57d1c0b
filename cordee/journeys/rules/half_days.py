"""The individual half-days of every territory at once: proposed by the solver, priced by hand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cordee.journeys.solvers import halfdays
from cordee.kernel import french

ORDER = ["missing", "never", "max_load", "attendance"]
"""Nobody forgotten, then everyone comes once, then the team is spared, then numbers."""
FAR = 10_000
"""Minutes, when the road is unknown: nobody gives two half-days of one day there."""
ROAD = 240
"""Minutes of the two roads, one way each, of whoever gives two half-days on site in one day."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A half-day offered by someone of the team."""

    id: str
    host: str
    day: date
    half: str
    remote: bool = True


@dataclass(frozen=True, slots=True)
class Need:
    """A territory, and the ranks of the meetings of its own that have no date."""

    territory: str
    ranks: tuple[int, ...]
    people: int
    busy: frozenset[date] = frozenset()
    """Days it already meets."""
    travel: int | None = None
    """Minutes on the road from the team's place, one way; unknown for a place on no map."""


@dataclass(frozen=True, slots=True)
class Given:
    """Which offer goes to which meeting (territory, rank), and what it is worth."""

    chosen: Mapping[tuple[str, int], str]
    levels: Mapping[str, int]
    windows: Mapping[int, tuple[str, ...]]
    """Rank → the half-days it may take, by `day-half`."""


def proposed(offers: Sequence[Offer], needs: Sequence[Need]) -> Given:
    """The best half-days, proven: no territory forgotten, the team spared, people there."""
    document, windows = _document(offers, needs)
    found = halfdays.solved(document)
    ranks = sorted(windows)
    by_place = {(one.host, _key(one)): one.id for one in offers}
    chosen = {
        (territory, ranks[window]): by_place[host, slot]
        for territory, window, slot, host in found["halfdays"]
    }
    return Given(chosen, _levels(offers, needs, chosen), windows)


def priced(
    offers: Sequence[Offer], needs: Sequence[Need], chosen: Mapping[tuple[str, int], str]
) -> Given:
    """What half-days given by hand are worth."""
    return Given(dict(chosen), _levels(offers, needs, chosen), _document(offers, needs)[1])


def _key(one: Offer) -> str:
    return f"{one.day.isoformat()}-{one.half}"


def _document(
    offers: Sequence[Offer], needs: Sequence[Need]
) -> tuple[dict[str, Any], dict[int, tuple[str, ...]]]:
    """The problem as `cordee solve halfdays` reads it; ranks share the calendar in their order."""
    places = sorted({_key(one) for one in offers})
    ranks = sorted({rank for one in needs for rank in one.ranks})
    share = -(-len(places) // max(len(ranks), 1))
    windows = {rank: tuple(places[at * share : (at + 1) * share]) for at, rank in enumerate(ranks)}
    free: dict[str, set[str]] = defaultdict(set)
    for one in offers:
        free[one.host].add(_key(one))
    remote = all(one.remote for one in offers)
    document = {
        "format": halfdays.FORMAT,
        "territories": [
            {"id": one.territory, "travel_min": 0 if remote else _road(one)} for one in needs
        ],
        "slots": [
            {"id": key, "day": key[:10], "half": key[11:].upper()} for key in places
        ],
        "windows": [list(windows[rank]) for rank in ranks],
        "people": [
            {"id": f"{one.territory} {number}", "territory": one.territory,
             "slots": _open(one, windows)}
            for one in needs
            for number in range(one.people)
        ],
        "staff": [{"id": host, "slots": sorted(keys)} for host, keys in sorted(free.items())],
        "min_present": 1,
        "max_two_travels": ROAD,
        "order": ORDER,
    }  # fmt: skip
    return document, windows


def _road(need: Need) -> int:
    return FAR if need.travel is None else need.travel


def _open(need: Need, windows: Mapping[int, tuple[str, ...]]) -> list[str]:
    """The half-days a territory can take: of the meetings it lacks, on days it is free."""
    return [
        key
        for rank in need.ranks
        for key in windows.get(rank, ())
        if date.fromisoformat(key[:10]) not in need.busy
    ]


def _levels(
    offers: Sequence[Offer], needs: Sequence[Need], chosen: Mapping[tuple[str, int], str]
) -> dict[str, int]:
    """Recounted from the half-days alone."""
    known = {one.id: one for one in offers}
    wanted = sum(len(one.ranks) for one in needs)
    loads: dict[str, int] = defaultdict(int)
    for key in chosen.values():
        loads[known[key].host] += 1
    busy = {one.territory: one.busy for one in needs}
    clashes = sum(known[key].day in busy[territory] for (territory, _rank), key in chosen.items())
    twice = len(chosen) - len(set(chosen.values()))
    roads = _long_roads(known, needs, chosen)
    return {
        "missing": wanted - len(chosen),
        "clash": clashes + twice,
        "roads": roads,
        "max_load": max(loads.values(), default=0),
    }


def _long_roads(
    known: Mapping[str, Offer], needs: Sequence[Need], chosen: Mapping[tuple[str, int], str]
) -> int:
    """Days on which someone would be too long on the road for two half-days on site."""
    road = {one.territory: _road(one) for one in needs}
    minutes: dict[tuple[str, date], list[int]] = defaultdict(list)
    for (territory, _rank), key in chosen.items():
        if not known[key].remote:
            minutes[known[key].host, known[key].day].append(road[territory])
    return sum(len(each) > 1 and sum(each) > ROAD for each in minutes.values())


def why(given: Given) -> str:
    """Why these half-days, in words."""
    placed = french.plural(len(given.chosen), "séance placée", "séances placées")
    lack = given.levels["missing"]
    lost = (
        french.say(", {lack} à placer", lack=french.plural(lack, "reste", "restent"))
        if lack
        else french.say(", aucune oubliée")
    )
    load = french.plural(given.levels["max_load"], "séance")
    return french.say(
        "{placed}{lost} ; au plus {load} par personne de l’équipe.",
        placed=placed,
        lost=lost,
        load=load,
    )


def cost(best: Given, other: Given) -> str:
    """What half-days given by hand cost beside the best; empty when nothing."""
    more = {key: other.levels[key] - best.levels[key] for key in best.levels}
    said = []
    if more["missing"] > 0:
        said.append(french.plural(more["missing"], "séance oubliée", "séances oubliées"))
    if more["clash"] > 0:
        said.append(french.plural(more["clash"], "empêchement"))
    if more["roads"] > 0:
        days = french.plural(more["roads"], "jour")
        said.append(
            french.say("{days} de route trop longue entre deux séances sur place", days=days)
        )
    if more["max_load"] > 0:
        load = french.plural(more["max_load"], "séance")
        said.append(french.say("{load} de plus pour la personne la plus chargée", load=load))
    return (
        french.say("En plus de la proposition : {said}.", said=french.listed(said)) if said else ""
    )
