"""An assignment as a flow: files pour their readings into jurors, through nested sub-nodes.

A file's sub-nodes are its experts (one arc rewarded: « at least one expert ») or its institutions
(a capacity each). Both families together would cross; `flows` says when a flow suffices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cordee.selection.solvers.flow import Level, Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cordee.selection.solvers.assign.instance import Instance

    Ints = NDArray[np.int64]


def flows(instance: Instance) -> bool:
    """Whether the rules of each file are nested, so that a flow answers exactly."""
    if "maxmin" in instance.order:
        return False
    return "no_expert" not in instance.order or not capped(instance)


def capped(instance: Instance) -> list[str]:
    """The institutions that the cap may restrain: those with more jurors than it allows."""
    cap = instance.institution_cap
    if cap is None:
        return []
    return [each for each in instance.institutions if len(instance.members(each)) > cap]


@dataclass
class Assigning:
    """The network, its levels, and where the pairs stand among its arcs."""

    network: Network
    levels: list[Level]
    pairs: Ints  # (file, juror) of the first arcs

    def assignment(self, instance: Instance, flow: Ints) -> dict[str, list[str]]:
        """The jurors of each file, sorted."""
        found: dict[str, list[str]] = {file.id: [] for file in instance.files}
        for i, j in self.pairs[np.flatnonzero(flow[: len(self.pairs)])]:
            found[instance.files[i].id].append(instance.jurors[j].id)
        return found


class _Arcs:
    """Arcs after the pairs, a cost for each level that concerns them."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.tail: list[int] = []
        self.head: list[int] = []
        self.low: list[int] = []
        self.high: list[int] = []
        self.costs: dict[str, dict[int, int]] = {}

    def add(self, tail: int, head: int, high: int, *, low: int = 0, **costs: int) -> None:
        """One arc."""
        for level, cost in costs.items():
            self.costs.setdefault(level, {})[self.first + len(self.tail)] = cost
        self.tail.append(tail)
        self.head.append(head)
        self.low.append(low)
        self.high.append(high)


@dataclass(frozen=True, slots=True)
class Hopes:
    """Levels taken at a value that nothing beats, written as bounds of the arcs."""

    levels: frozenset[str]
    unread: tuple[int, ...]  # for each file, the readings that nobody may do
    loads: tuple[tuple[int, int], ...]  # for each juror, the least and the most


def network(
    instance: Instance, *, kept: NDArray[np.bool_] | None = None, hopes: Hopes | None = None
) -> Assigning:
    """Nodes: files, jurors, sub-nodes, then the sink that receives every reading.

    `kept` leaves pairs out (their nodes stay); `hopes` writes the first levels as bounds.
    """
    files, jurors = len(instance.files), len(instance.jurors)
    demand = np.array([each.demand for each in instance.files], dtype=np.int64)
    pairs = np.argwhere((instance.allowed if kept is None else kept) & (demand > 0)[:, None])
    arcs = _Arcs(len(pairs))
    sink = files + jurors + _sub_nodes(instance, arcs, hopes)
    for i, file in enumerate(instance.files):
        unread = hopes.unread[i] if hopes else 0
        arcs.add(i, sink, unread if hopes else file.demand, low=unread, shortfall=1)
    for j in range(jurors):
        if hopes:
            arcs.add(files + j, sink, hopes.loads[j][1], low=hopes.loads[j][0])
        else:
            _load(instance, j, arcs, files + j, sink)
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:files] = demand
    supply[sink] = -demand.sum()
    ones = np.ones(len(pairs), dtype=np.int64)
    net = Network(
        tail=np.concatenate([tails(instance, pairs), np.array(arcs.tail, dtype=np.int64)]),
        head=np.concatenate([pairs[:, 1] + files, np.array(arcs.head, dtype=np.int64)]),
        low=np.concatenate([0 * ones, np.array(arcs.low, dtype=np.int64)]),
        high=np.concatenate([ones, np.array(arcs.high, dtype=np.int64)]),
        supply=supply,
    )
    done = hopes.levels if hopes else frozenset()
    rest = [level for level in instance.order if level not in done]
    return Assigning(net, [_level(instance, each, pairs, arcs) for each in rest], pairs)


def _sub_nodes(instance: Instance, arcs: _Arcs, hopes: Hopes | None) -> int:
    """One node for each file and family of jurors; how many there are."""
    files = len(instance.files)
    first = files + len(instance.jurors)
    if "no_expert" in instance.order:
        sure = int(hopes is not None and "no_expert" in hopes.levels)
        for i in np.flatnonzero(instance.experts.any(axis=1)):
            demand = instance.files[i].demand
            if demand:
                arcs.add(int(i), first + int(i), 1, low=sure, no_expert=-1)
                arcs.add(int(i), first + int(i), demand)
        return files
    houses = capped(instance)
    for at, house in enumerate(houses):
        inside = instance.allowed[:, instance.members(house)].any(axis=1)
        for i in np.flatnonzero(inside):
            arcs.add(int(i), first + at * files + int(i), instance.institution_cap or 0)
    return files * len(houses)


def tails(instance: Instance, pairs: Ints) -> Ints:
    """The node that each pair leaves from: its file, or the sub-node of its family."""
    found = pairs[:, 0].copy()
    first = len(instance.files) + len(instance.jurors)
    if "no_expert" in instance.order:
        found[instance.experts[pairs[:, 0], pairs[:, 1]]] += first
        return found
    family = np.full(len(instance.jurors), -1, dtype=np.int64)
    for at, house in enumerate(capped(instance)):
        family[instance.members(house)] = first + at * len(instance.files)
    inside = family[pairs[:, 1]] >= 0
    found[inside] += family[pairs[inside, 1]]
    return found


def _load(instance: Instance, j: int, arcs: _Arcs, node: int, sink: int) -> None:
    """A juror's readings: the first ones fill its minimum; one arc each when squares are told."""
    juror = instance.jurors[j]
    most = reachable(instance, j)
    if "spread" in instance.order:
        for rank in range(1, most + 1):
            arcs.add(node, sink, 1, spread=2 * rank - 1, below_min=-int(rank <= juror.min))
        return
    arcs.add(node, sink, min(juror.min, most), below_min=-1)
    arcs.add(node, sink, most - min(juror.min, most))


def reachable(instance: Instance, j: int) -> int:
    """How many files a juror may read at most."""
    return min(instance.jurors[j].max, int(instance.allowed[:, j].sum()))


def _level(instance: Instance, name: str, pairs: Ints, arcs: _Arcs) -> Level:
    cost = np.zeros(len(pairs) + len(arcs.tail), dtype=np.int64)
    if name == "affinity":
        cost[: len(pairs)] = instance.affinity[pairs[:, 0], pairs[:, 1]]
        cost[: len(pairs)] *= -1
        return Level(name, cost, _most_affinity(instance))
    for arc, value in arcs.costs.get(name, {}).items():
        cost[arc] = value
    high = np.array(arcs.high, dtype=np.int64)
    return Level(name, cost, int(np.abs(cost[len(pairs) :]) @ high))


def _most_affinity(instance: Instance) -> int:
    """No assignment is worth more than every file with its best jurors."""
    total = 0
    for row, file in zip(instance.affinity, instance.files, strict=True):
        if file.demand:
            total += int(np.sort(row)[-file.demand :].sum(dtype=np.int64))
    return total
