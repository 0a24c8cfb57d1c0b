"""Flows of least cost, level after level, each optimum certified by exact integer prices.

The prices (potentials) are recomputed in integers from the flow itself: they prove the optimum,
and say exactly which arcs may still change without losing it, which is how a level is frozen.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

SAFE = 1 << 60


@dataclass(frozen=True)
class Network:
    """Arcs with lower and upper bounds, and the supply of each node (sinks negative)."""

    tail: Ints
    head: Ints
    low: Ints
    high: Ints
    supply: Ints

    @property
    def nodes(self) -> int:
        """How many nodes."""
        return len(self.supply)

    @property
    def free(self) -> NDArray[np.bool_]:
        """Arcs whose flow is not decided yet."""
        return self.low < self.high


@dataclass(frozen=True)
class Level:
    """A cost to minimise; `span` is the largest difference between the costs of two flows."""

    name: str
    cost: Ints
    span: int


@dataclass
class Routed:
    """A flow that is optimal on every level, with its proof (potentials) for the last ones."""

    flow: Ints
    network: Network
    values: dict[str, int] = field(default_factory=dict)


def lexicographic(
    network: Network, levels: Sequence[Level], *, narrow: bool = True
) -> Routed | None:
    """The best flow level by level; None when the supplies cannot be routed.

    `narrow=False` leaves the proof of the last levels to the caller.
    """
    routed: Routed | None = None
    batches = batched(levels, network.nodes)
    for batch in batches:
        found = cheapest(network, joined(batch))
        if found is None:
            return None
        if narrow or batch is not batches[-1]:
            network = faces(network, joined(batch), found)
        values = {level.name: int(level.cost @ found) for level in batch}
        routed = Routed(found, network, {**(routed.values if routed else {}), **values})
    if routed is not None:
        return routed
    found = cheapest(network, np.zeros(len(network.tail), dtype=np.int64))
    return None if found is None else Routed(found, network)


def batched(levels: Sequence[Level], nodes: int) -> list[list[Level]]:
    """Consecutive levels that one exact 64-bit cost can hold without any mixing."""
    batches: list[list[Level]] = []
    for level in levels:
        if batches and _fits([*batches[-1], level], nodes):
            batches[-1].append(level)
        else:
            batches.append([level])
    return batches


def _fits(batch: Sequence[Level], nodes: int) -> bool:
    top, unit = 0, 1
    for level in reversed(batch):
        top += unit * int(np.abs(level.cost).max(initial=0))
        unit *= level.span + 1
    return top * (nodes + 2) * 4 < SAFE


def joined(batch: Sequence[Level]) -> Ints:
    """One cost whose order is exactly the order of the levels: each outweighs all that follow."""
    total, unit = np.zeros_like(batch[0].cost), 1
    for level in reversed(batch):
        total += unit * level.cost
        unit *= level.span + 1
    return total


def cheapest(network: Network, cost: Ints) -> Ints | None:
    """A flow of least cost; decided arcs are taken out, lower bounds moved into the supplies."""
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - imported when needed

    kept = np.flatnonzero(network.free)
    tail, head = network.tail[kept], network.head[kept]
    supply = network.supply.copy()
    np.subtract.at(supply, network.tail, network.low)
    np.add.at(supply, network.head, network.low)
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32), (network.high - network.low)[kept], cost[kept]
    )
    nodes = np.arange(network.nodes, dtype=np.int32)
    solver.set_nodes_supplies(nodes, supply)
    status = solver.solve()
    if status in {solver.INFEASIBLE, solver.UNBALANCED}:
        return None
    if status != solver.OPTIMAL:
        raise AssertionError(f"the flow ended with {status}")
    flow = network.low.copy()
    flow[kept] += solver.flows(np.arange(len(kept), dtype=np.int32))
    return flow


def potentials(network: Network, cost: Ints, flow: Ints) -> Ints:
    """Integer prices of the nodes that prove the flow optimal (Bellman-Ford on what may move).

    Raises `AssertionError` when the flow is not optimal: a cycle would still be worth turning.
    """
    forward, backward = flow < network.high, flow > network.low
    tail = np.concatenate([network.tail[forward], network.head[backward]])
    head = np.concatenate([network.head[forward], network.tail[backward]])
    step = np.concatenate([cost[forward], -cost[backward]])
    prices = np.zeros(network.nodes, dtype=np.int64)
    for _ in range(network.nodes + 1):
        before = prices.copy()
        np.minimum.at(prices, head, prices[tail] + step)
        if np.array_equal(before, prices):
            return prices
        moved = before != prices
        if moved.sum() * 4 < network.nodes:
            _settle(prices, tail, head, step, moved)
    raise AssertionError("the flow is not optimal")


def _settle(prices: Ints, tail: Ints, head: Ints, step: Ints, moved: NDArray[np.bool_]) -> None:
    """One cheap pass on the arcs that leave the nodes just lowered."""
    hot = np.flatnonzero(moved[tail])
    np.minimum.at(prices, head[hot], prices[tail[hot]] + step[hot])


def faces(network: Network, cost: Ints, flow: Ints) -> Network:
    """The network of all the flows as good as this one: complementary slackness, exactly."""
    return faces_of(network, cost, flow)[0]


def faces_of(network: Network, cost: Ints, flow: Ints) -> tuple[Network, Ints]:
    """The same, with the prices that prove it: they tell what an arc left out would be worth."""
    prices = potentials(network, cost, flow)
    reduced = cost + prices[network.tail] - prices[network.head]
    high = np.where(reduced > 0, flow, network.high)
    low = np.where(reduced < 0, flow, network.low)
    return replace(network, low=low, high=high), prices
