"""Where each winner goes, from ranked wishes: exact, the same answer for the same bytes.

One side ranks: everybody who can be is placed, the better merits first, then as few ranks as
possible are lost (rank efficiency: Featherstone, 2020), then the better merits have the better
ranks, then a public lot.
Both sides rank: the stable placement that is best for the candidates (Gale and Shapley, 1962); no
candidate and host prefer each other to what they have, and nobody gains by hiding her wishes.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from cordee.selection.solvers.documents import (
    Invalid,
    distinct,
    encodable,
    exact,
    flag,
    name,
    names,
    records,
)
from cordee.selection.solvers.flow import Level, Network, Routed, lexicographic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WHOLE_UP_TO = 60
"""Beyond so many files, what each wish would cost is not computed one by one."""
MOST = 1 << 20
"""Places of one host; beyond, the document is a mistake."""
LEVELS = ("unplaced", "below_min", "left", "rank", "merit", "lot")


@dataclass(frozen=True, slots=True)
class Asking:
    """A file to place: its wishes, the first one first, and its merit."""

    id: str
    wishes: tuple[str, ...]
    merit: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Host:
    """Who takes files: at least, at most; the files it ranked, the first one first."""

    id: str
    min: int = 0
    max: int | None = None
    ranks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """The question: who asks for what, who takes how many, whether both sides rank."""

    files: tuple[Asking, ...]
    hosts: tuple[Host, ...]
    seed: str = ""
    mutual: bool = False


def read(document: Mapping[str, Any]) -> Wishes:
    """A question from its document (`cordee-place/1`); wishes for nobody known are left out."""
    hosts = tuple(sorted(map(_host, records(document["hosts"], "hosts")), key=lambda one: one.id))
    known = {one.id for one in hosts}
    asking = (_asking(one, known) for one in records(document["files"], "files"))
    files = tuple(sorted(asking, key=lambda one: one.id))
    distinct((one.id for one in hosts), "hosts")
    distinct((one.id for one in files), "files")
    seed = document.get("seed", "")
    if not isinstance(seed, str) or not encodable(seed):
        raise Invalid("bad_format", "seed")
    return Wishes(files, hosts, seed, flag(document.get("mutual", False), "mutual"))


def _host(told: Mapping[str, Any]) -> Host:
    most = told.get("max")
    bounds = [told.get("min", 0), *([] if most is None else [most])]
    if not all(type(each) is int and 0 <= each < MOST for each in bounds):
        raise Invalid("bad_places")
    ranks = names(told.get("ranks", ()), "ranks")
    distinct(ranks, "ranks")
    return Host(name(told["id"], "hosts"), bounds[0], most, tuple(ranks))


def _asking(told: Mapping[str, Any], known: set[str]) -> Asking:
    wishes = tuple(one for one in names(told["wishes"], "wishes") if one in known)
    distinct(wishes, "wishes")
    return Asking(name(told["id"], "files"), wishes, _merit(told.get("merit", "0")))


def _merit(value: object) -> Fraction:
    """A mark as a fraction: a decimal, or « 40/3 » as a mean of three readers is."""
    above, _, below = value.partition("/") if isinstance(value, str) else (value, "", "")
    return exact(above, "merit") / (exact(below, "merit") if below else 1)


def solved(document: Mapping[str, Any]) -> dict[str, Any]:
    """The placement, its levels, the hosts under their minimum, why each wish was not granted."""
    try:
        asked = read(document)
    except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        raise Invalid("bad_document") from error
    placement: dict[str, str] = {}
    levels: dict[str, int] = {}
    if asked.mutual:
        placement = stable(asked)
    elif asked.files:
        placement, levels = cheapest(asked)
    taken = {one.id: sum(host == one.id for host in placement.values()) for one in asked.hosts}
    return {
        "status": "placed",
        "placement": placement,
        "unplaced": [one.id for one in asked.files if one.id not in placement],
        "levels": levels,
        "short": [one.id for one in asked.hosts if taken[one.id] < one.min],
        "why": {
            one.id: found for one in asked.files if (found := list(_why(asked, placement, one)))
        },
    }


def stable(asked: Wishes) -> dict[str, str]:
    """Deferred acceptance, the candidates asking: each asks the next of its wishes when refused."""
    standing = {one.id: {file: rank for rank, file in enumerate(one.ranks)} for one in asked.hosts}
    places = {one.id: one.max for one in asked.hosts}
    held: dict[str, list[tuple[int, str]]] = {one.id: [] for one in asked.hosts}
    left = {one.id: deque(one.wishes) for one in asked.files}
    free = deque(one.id for one in asked.files)
    while free:
        file = free.popleft()
        if not left[file]:
            continue
        host = left[file].popleft()
        if file not in standing[host]:
            free.appendleft(file)
            continue
        insort(held[host], (standing[host][file], file))
        most = places[host]
        if most is not None and len(held[host]) > most:
            free.appendleft(held[host].pop()[1])
    return dict(sorted((file, host) for host, kept in held.items() for _rank, file in kept))


def cheapest(
    asked: Wishes, forced: tuple[str, str] | None = None
) -> tuple[dict[str, str], dict[str, int]]:
    """The placement that loses least, level by level; `forced` is a pair that it must hold."""
    pairs = [
        (index, place, rank)
        for index, file in enumerate(asked.files)
        for rank, wish in enumerate(file.wishes)
        for place, host in enumerate(asked.hosts)
        if host.id == wish
    ]
    routed = lexicographic(*_network(asked, pairs, forced))
    if routed is None:
        return {}, {}
    chosen = np.flatnonzero(routed.flow[: len(pairs)])
    placement = {asked.files[pairs[int(k)][0]].id: asked.hosts[pairs[int(k)][1]].id for k in chosen}
    return placement, _told(routed)


def _told(routed: Routed) -> dict[str, int]:
    return {name: routed.values[name] for name in LEVELS}


def _network(
    asked: Wishes, pairs: Sequence[tuple[int, int, int]], forced: tuple[str, str] | None
) -> tuple[Network, list[Level]]:
    """Files pour into hosts, hosts into the sink; whoever nobody takes goes there straight."""
    files, hosts = len(asked.files), len(asked.hosts)
    sink = files + hosts
    tail = [index for index, _place, _rank in pairs]
    head = [files + place for _index, place, _rank in pairs]
    sure = [(asked.files[i].id, asked.hosts[j].id) == forced for i, j, _rank in pairs]
    low, high = [int(one) for one in sure], [1] * len(pairs)
    costs: dict[str, dict[int, int]] = {name: {} for name in LEVELS}

    def arc(start: int, most: int, **cost: int) -> None:
        for level, value in cost.items():
            costs[level][len(tail)] = value
        tail.append(start)
        head.append(sink)
        low.append(0)
        high.append(most)

    _pair_costs(asked, pairs, costs)
    below = _below(asked)
    for index, file in enumerate(asked.files):
        arc(index, 1, unplaced=1, left=below[file.merit])
    for place, host in enumerate(asked.hosts):
        most = files if host.max is None else min(host.max, files)
        arc(files + place, min(host.min, most), below_min=-1)
        arc(files + place, most - min(host.min, most))
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:files], supply[sink] = 1, -files
    arcs = [np.array(one, dtype=np.int64) for one in (tail, head, low, high)]
    network = Network(tail=arcs[0], head=arcs[1], low=arcs[2], high=arcs[3], supply=supply)
    levels = [_level(name, costs[name], len(tail), files, network) for name in LEVELS]
    return network, levels


def _pair_costs(
    asked: Wishes, pairs: Sequence[tuple[int, int, int]], costs: dict[str, dict[int, int]]
) -> None:
    """A rank lost costs one, more to a better merit; the lot settles what is left."""
    below = _below(asked)
    drawn = sorted(
        range(len(pairs)),
        key=lambda k: sha256(
            f"{asked.seed}|{asked.files[pairs[k][0]].id}|{asked.hosts[pairs[k][1]].id}".encode()
        ).hexdigest(),
    )
    for order, k in enumerate(drawn):
        index, _place, rank = pairs[k]
        costs["rank"][k] = rank
        costs["merit"][k] = rank * below[asked.files[index].merit]
        costs["lot"][k] = order


def _below(asked: Wishes) -> dict[Fraction, int]:
    """Merit → how many files have less."""
    merits = sorted(one.merit for one in asked.files)
    return {one: merits.index(one) for one in set(merits)}


def _level(name: str, cost: Mapping[int, int], arcs: int, files: int, network: Network) -> Level:
    found = np.zeros(arcs, dtype=np.int64)
    for arc, value in cost.items():
        found[arc] = value
    if name == "below_min":
        return Level(name, found, int(np.abs(found) @ network.high))
    return Level(name, found, files * int(np.abs(found).max(initial=0)))


def _why(asked: Wishes, placement: Mapping[str, str], one: Asking) -> Iterator[dict[str, Any]]:
    """Each wish that comes before what it has: who is there, and what granting it would cost."""
    own = placement.get(one.id)
    hosts = {host.id: host for host in asked.hosts}
    for wish in one.wishes:
        if wish == own:
            return
        there = sorted(file for file, host in placement.items() if host == wish)
        told: dict[str, Any] = {"wish": wish, "others": there}
        if asked.mutual:
            yield told | {"kind": "preferred" if one.id in hosts[wish].ranks else "unranked"}
        elif hosts[wish].max == 0:
            yield told | {"kind": "closed"}
        elif len(asked.files) > WHOLE_UP_TO:
            yield told | {"kind": "full"}
        else:
            yield told | {"kind": "cost"} | _cost(asked, placement, (one.id, wish))


def _cost(asked: Wishes, placement: Mapping[str, str], pair: tuple[str, str]) -> dict[str, int]:
    """What everybody together would lose if a file had that wish: the first level that changes."""
    other, _levels = cheapest(asked, pair)
    before, after = worth(asked, placement), worth(asked, other)
    return next(
        ({name: after[name] - before[name]} for name in LEVELS[:-1] if after[name] > before[name]),
        {},
    )


def worth(asked: Wishes, placement: Mapping[str, str]) -> dict[str, int]:
    """What a placement loses on each level, counted again from the pairs alone."""
    below = _below(asked)
    taken = {one.id: sum(host == one.id for host in placement.values()) for one in asked.hosts}
    ranks = {one: one.wishes.index(placement[one.id]) for one in asked.files if one.id in placement}
    return {
        "unplaced": len(asked.files) - len(placement),
        "below_min": sum(max(0, one.min - taken[one.id]) for one in asked.hosts),
        "left": sum(below[one.merit] for one in asked.files if one.id not in placement),
        "rank": sum(ranks.values()),
        "merit": sum(rank * below[one.merit] for one, rank in ranks.items()),
    }
