"""The flow of every team at once, on few pairs: prices prove that no other pair would do better.

Nodes: visits, the seniors of each visit, people, the halves of structures, then the sink. A pair
left out comes in as soon as the prices of some level would take it; when none would, the flow is
the best of all, level after level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cordee.selection.solvers.flow import Level, Network, batched, cheapest, faces_of, joined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cordee.journeys.solvers.visits import Choice, Visits

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]
    Arc = tuple[int, int, int]  # from, to, how many at most

NEAREST = 24
"""People of each kind (seniors, others) that a visit begins with."""
MORE = 16
"""Pairs that a visit takes in at once when prices ask for them; all of them after some rounds."""
PATIENCE = 6


@dataclass(frozen=True, slots=True)
class _Made:
    """A network on the pairs kept, its levels, and the node that each pair would leave from."""

    network: Network
    levels: list[Level]
    pairs: Ints
    """(visit, person) of the first arcs."""
    tails: Ints
    """For every pair (visits x people), its node if its half has one, else that of its visit."""


class Teams:
    """Visits and people as arrays; a branch only closes some pairs."""

    def __init__(self, instance: Visits) -> None:
        self.instance = instance
        self.visits, self.people = len(instance.visits), len(instance.people)
        self.demand = np.array([each for _, each in instance.visits], dtype=np.int64)
        told = [[-1 if km is None else km for km in row] for row in instance.km]
        self.km = np.array(told, dtype=np.int64).reshape(self.visits, self.people)
        self.allowed: Mask = (self.km >= 0) & (self.demand > 0)[:, None]
        self.senior: Mask = np.array([each.senior for each in instance.people], dtype=bool)
        self.wished = self._wished()
        self.halves, self.shared = self._halves()
        self.kept = self._nearest()

    def _wished(self) -> Mask:
        visit = {key: v for v, (key, _) in enumerate(self.instance.visits)}
        person = {each.id: p for p, each in enumerate(self.instance.people)}
        found = np.zeros((self.visits, self.people), dtype=bool)
        for one, other in self.instance.wishes:
            found[visit[one], person[other]] = True
        return found

    def _halves(self) -> tuple[Ints, Mask]:
        """The half of a structure of each person, -1 for none; which halves a visit must cap."""
        names = sorted({(each.structure, each.senior) for each in self.instance.people
                        if each.structure})  # fmt: skip
        place = {key: at for at, key in enumerate(names)}
        halves = np.array(
            [place.get((each.structure or "", each.senior), -1) for each in self.instance.people],
            dtype=np.int64,
        )
        counts = np.zeros((self.visits, len(names) + 1), dtype=np.int64)
        for p in range(self.people):
            counts[:, halves[p]] += self.allowed[:, p]
        return halves, counts[:, :-1] > 1

    def _nearest(self) -> Mask:
        """Whom each visit begins with: the nearest seniors and others, and all who wish it."""
        kept = self.wished & self.allowed
        for kind in (self.senior, ~self.senior):
            far = np.where(self.allowed & kind, self.km, np.iinfo(np.int64).max)
            order = np.argsort(far, axis=1, kind="stable")[:, :NEAREST]
            np.put_along_axis(kept, order, values=True, axis=1)
        return kept & self.allowed

    def best(self, choices: tuple[Choice, ...]) -> tuple[tuple[int, ...], dict[str, list[str]]]:
        """The costs of the best flow of a branch, level by level, and its teams."""
        open_ = self._open(choices)
        rounds = 0
        while True:
            made = self._made(self.kept & open_)
            flow, missed = self._routed(made, open_ & ~self.kept)
            if not missed.any():
                return self._told(made, flow)
            self.kept |= missed if rounds >= PATIENCE else self._first(missed)
            rounds += 1

    def _open(self, choices: tuple[Choice, ...]) -> Mask:
        found = self.allowed.copy()
        for v, structure, seniors in choices:
            for p, each in enumerate(self.instance.people):
                if each.structure == structure and each.senior != seniors:
                    found[v, p] = False
        return found

    def _first(self, missed: Mask) -> Mask:
        """The nearest of the pairs that prices ask for, a few for each visit."""
        far = np.where(missed, self.km, np.iinfo(np.int64).max)
        order = np.argsort(far, axis=1, kind="stable")[:, :MORE]
        found = np.zeros_like(missed)
        np.put_along_axis(found, order, values=True, axis=1)
        return found & missed

    def _made(self, kept: Mask) -> _Made:
        pairs = np.argwhere(kept)
        tails, entries, sink = self._tails(kept)
        network = self._network(pairs, tails, entries, sink)
        wanted = int(np.count_nonzero(self.demand))
        levels = [self._level(name, pairs, network, wanted) for name in self.instance.order]
        return _Made(network, levels, pairs, tails)

    def _tails(self, kept: Mask) -> tuple[Ints, list[Arc], int]:
        """The node each pair leaves from, the arcs into the halves, the sink that comes last."""
        base = np.where(self.senior, self.visits, 0)[None, :] + np.arange(self.visits)[:, None]
        capped = self._capped()
        used = np.unique(capped[kept])
        used = used[used >= 0]
        first = 2 * self.visits + self.people
        if not len(used):
            return base, [], first
        at = np.searchsorted(used, capped).clip(max=len(used) - 1)
        inside = (capped >= 0) & (used[at] == capped)
        tails = np.where(inside, first + at, base)
        v, p = np.nonzero(inside & kept)
        _, once = np.unique(capped[v, p], return_index=True)
        entries = [(base[v[k], p[k]], tails[v[k], p[k]], 1) for k in once]
        return tails, entries, first + len(used)

    def _capped(self) -> Ints:
        """For every pair, the number of the half that its visit must cap; -1 where it need not."""
        if not self.shared.size:
            return np.full((self.visits, self.people), -1, dtype=np.int64)
        numbers = np.arange(self.visits)[:, None] * self.shared.shape[1] + self.halves
        must = np.where(self.halves >= 0, self.shared[:, self.halves], 0)
        capped: Ints = must * (numbers + 1) - 1
        return capped

    def _network(self, pairs: Ints, tails: Ints, entries: list[Arc], sink: int) -> Network:
        """The pairs first, one person each; then what is lacking, seniors, people, halves."""
        visits, many = self.visits, len(pairs)
        wanted = np.flatnonzero(self.demand)
        rest = [
            *((v, sink, self.demand[v]) for v in range(visits)),
            *((v, visits + v, 1) for v in wanted),
            *((v, visits + v, self.demand[v]) for v in wanted),
            *((2 * visits + p, sink, each.max) for p, each in enumerate(self.instance.people)),
            *entries,
        ]
        table = np.array(rest, dtype=np.int64).reshape(-1, 3)
        supply = np.zeros(sink + 1, dtype=np.int64)
        supply[:visits], supply[sink] = self.demand, -self.demand.sum()
        return Network(
            tail=np.concatenate([tails[pairs[:, 0], pairs[:, 1]], table[:, 0]]),
            head=np.concatenate([2 * visits + pairs[:, 1], table[:, 1]]),
            low=np.zeros(many + len(table), dtype=np.int64),
            high=np.concatenate([np.ones(many, dtype=np.int64), table[:, 2]]),
            supply=supply,
        )

    def _level(self, name: str, pairs: Ints, network: Network, wanted: int) -> Level:
        cost = np.zeros(len(network.tail), dtype=np.int64)
        many = len(pairs)
        if name == "shortfall":
            cost[many : many + self.visits] = 1
        elif name == "no_senior":
            cost[many + self.visits : many + self.visits + wanted] = -1
        else:
            cost[:many] = self._worth(name)[pairs[:, 0], pairs[:, 1]]
        return Level(name, cost, self._span(name))

    def _worth(self, name: str) -> Ints:
        """What each pair costs on a level."""
        return self.km if name == "km" else -self.wished.astype(np.int64)

    def _span(self, name: str) -> int:
        """No two flows differ by more on a level, whichever pairs are kept."""
        if name == "km":
            top = np.where(self.allowed, self.km, 0).max(axis=1, initial=0)
            return int(top @ self.demand)
        return int(self.demand.sum())

    def _routed(self, made: _Made, out: Mask) -> tuple[Ints, Mask]:
        """The best flow on the pairs kept, and the pairs left out that some level would take."""
        network, flow = made.network, np.zeros(0, dtype=np.int64)
        missed, alive = np.zeros_like(out), out.copy()
        nothing = Level("", np.zeros(len(network.tail), dtype=np.int64), 0)
        for batch in batched(made.levels or [nothing], network.nodes):
            cost = joined(batch)
            found = cheapest(network, cost)
            if found is None:  # leaving a team incomplete is always allowed
                raise AssertionError("a flow always exists")
            flow = found
            network, prices = faces_of(network, cost, flow)
            reduced = self._joined(batch) + prices[made.tails]
            reduced -= prices[2 * self.visits : 2 * self.visits + self.people]
            missed |= alive & (reduced < 0)
            alive &= reduced == 0
        return flow, missed

    def _joined(self, batch: list[Level]) -> Ints:
        """What every pair costs on the levels of a batch, weighed as its arcs are."""
        total, unit = np.zeros((self.visits, self.people), dtype=np.int64), 1
        for level in reversed(batch):
            if level.name in {"km", "wishes"}:
                total += unit * self._worth(level.name)
            unit *= level.span + 1
        return total

    def _told(self, made: _Made, flow: Ints) -> tuple[tuple[int, ...], dict[str, list[str]]]:
        teams: dict[str, list[str]] = {key: [] for key, _ in self.instance.visits}
        for v, p in made.pairs[np.flatnonzero(flow[: len(made.pairs)])]:
            teams[self.instance.visits[v][0]].append(self.instance.people[p].id)
        costs = tuple(int(level.cost @ flow) for level in made.levels)
        return costs, {key: sorted(team) for key, team in teams.items()}
