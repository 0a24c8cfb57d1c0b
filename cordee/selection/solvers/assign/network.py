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
        self.high: list[int] = []
        self.costs: dict[str, dict[int, int]] = {}

    def add(self, tail: int, head: int, high: int, **costs: int) -> None:
        """One arc."""
        for level, cost in costs.items():
            self.costs.setdefault(level, {})[self.first + len(self.tail)] = cost
        self.tail.append(tail)
        self.head.append(head)
        self.high.append(high)


def network(instance: Instance) -> Assigning:
    """Nodes: files, jurors, sub-nodes, then the sink that receives every reading."""
    files, jurors = len(instance.files), len(instance.jurors)
    demand = np.array([each.demand for each in instance.files], dtype=np.int64)
    pairs = np.argwhere(instance.allowed & (demand > 0)[:, None])
    arcs = _Arcs(len(pairs))
    tails, nodes = _sub_nodes(instance, pairs, arcs, files + jurors)
    sink = nodes
    for i, file in enumerate(instance.files):
        arcs.add(i, sink, file.demand, shortfall=1)
    for j in range(jurors):
        _load(instance, j, arcs, files + j, sink)
    supply = np.zeros(sink + 1, dtype=np.int64)
    supply[:files] = demand
    supply[sink] = -demand.sum()
    ones = np.ones(len(pairs), dtype=np.int64)
    high = np.concatenate([ones, np.array(arcs.high, dtype=np.int64)])
    net = Network(
        tail=np.concatenate([tails, np.array(arcs.tail, dtype=np.int64)]),
        head=np.concatenate([pairs[:, 1] + files, np.array(arcs.head, dtype=np.int64)]),
        low=np.zeros_like(high),
        high=high,
        supply=supply,
    )
    return Assigning(net, [_level(instance, each, pairs, arcs) for each in instance.order], pairs)


def _sub_nodes(instance: Instance, pairs: Ints, arcs: _Arcs, nodes: int) -> tuple[Ints, int]:
    """The node that each pair leaves from, and how many nodes there are."""
    tails = pairs[:, 0].copy()
    if "no_expert" in instance.order:
        expert = instance.experts[pairs[:, 0], pairs[:, 1]]
        for i in np.unique(pairs[expert, 0]):
            arcs.add(int(i), nodes + int(i), 1, no_expert=-1)
            arcs.add(int(i), nodes + int(i), instance.files[i].demand)
        tails[expert] += nodes
        return tails, nodes + len(instance.files)
    for institution in capped(instance):
        inside = np.isin(pairs[:, 1], instance.members(institution))
        for i in np.unique(pairs[inside, 0]):
            arcs.add(int(i), nodes + int(i), instance.institution_cap or 0)
        tails[inside] += nodes
        nodes += len(instance.files)
    return tails, nodes


def _load(instance: Instance, j: int, arcs: _Arcs, node: int, sink: int) -> None:
    """A juror's readings: the first ones fill its minimum; one arc each when squares are told."""
    juror = instance.jurors[j]
    most = min(juror.max, int(instance.allowed[:, j].sum()))
    if "spread" in instance.order:
        for rank in range(1, most + 1):
            arcs.add(node, sink, 1, spread=2 * rank - 1, below_min=-int(rank <= juror.min))
        return
    arcs.add(node, sink, min(juror.min, most), below_min=-1)
    arcs.add(node, sink, most - min(juror.min, most))


def _level(instance: Instance, name: str, pairs: Ints, arcs: _Arcs) -> Level:
    cost = np.zeros(len(pairs) + len(arcs.tail), dtype=np.int64)
    if name == "affinity":
        cost[: len(pairs)] = -instance.affinity[pairs[:, 0], pairs[:, 1]]
        return Level(name, cost, _most_affinity(instance))
    for arc, value in arcs.costs.get(name, {}).items():
        cost[arc] = value
    high = np.array(arcs.high, dtype=np.int64)
    return Level(name, cost, int(np.abs(cost[len(pairs) :]) @ high))


def _most_affinity(instance: Instance) -> int:
    """No assignment is worth more than every file with its best jurors."""
    total = 0
    for i, file in enumerate(instance.files):
        if file.demand:
            total += int(np.sort(instance.affinity[i])[-file.demand :].sum())
    return total
