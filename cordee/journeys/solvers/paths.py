"""Calendars as paths through the days: the first levels by dynamic programming, then one by one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cordee.journeys.solvers.calendar_of_sessions import binome

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from cordee.journeys.solvers.calendar_of_sessions import Calendar

    Ints = NDArray[np.int64]

MOST_PATHS = 60_000
CHUNK = 2_000
ADDITIVE = {"lead_absences", "no_binome", "attendance", "early"}


class TooMany(Exception):
    """More calendars than can be looked at one by one."""


@dataclass
class Graph:
    """Days of each session, and for each of them the days of the next session it may lead to."""

    days: list[list[date]]
    after: list[dict[date, list[date]]]


def best_path(calendar: Calendar) -> tuple[date, ...] | None:
    """The best dates, or None when no calendar respects the gaps; raises `TooMany`."""
    if not calendar.sessions:
        return ()
    graph = _graph(calendar)
    if not graph.days[0]:
        return None
    rest = list(calendar.order)
    while rest and rest[0] in ADDITIVE:
        _keep_cheapest(graph, _costs(calendar, graph, rest.pop(0)))
    if _count(graph) > MOST_PATHS:
        raise TooMany
    paths = _paths(graph)
    for level in rest:
        costs = _path_costs(calendar, graph, level, paths)
        paths = paths[costs == costs.min()]
    first = paths[0]  # paths come in calendar order
    return tuple(days[place] for days, place in zip(graph.days, first, strict=True))


def _graph(calendar: Calendar) -> Graph:
    """Every day that belongs to at least one whole calendar."""
    low, high = calendar.gap
    days = [list(session.days) for session in calendar.sessions]
    after: list[dict[date, list[date]]] = []
    for these, those in pairwise(days):
        after.append({d: [e for e in those if low <= (e - d).days <= high] for d in these})
    graph = Graph(days, after)
    _prune(graph)
    return graph


def _prune(graph: Graph) -> None:
    """Drop the days that lead nowhere, then those that nothing leads to."""
    for place in reversed(range(len(graph.after))):
        alive = set(graph.days[place + 1])
        graph.after[place] = {
            day: kept
            for day, nexts in graph.after[place].items()
            if (kept := [each for each in nexts if each in alive])
        }
        graph.days[place] = sorted(graph.after[place])
    for place, step in enumerate(graph.after):
        graph.after[place] = {day: step[day] for day in graph.days[place]}
        reached = {each for nexts in graph.after[place].values() for each in nexts}
        graph.days[place + 1] = [day for day in graph.days[place + 1] if day in reached]


def _costs(calendar: Calendar, graph: Graph, level: str) -> list[dict[date, int]]:
    """What each day of each session costs on a level that simply adds up."""
    every = sorted({day for days in graph.days for day in days})
    groups = list(calendar.territories().values())
    found = {}
    for day in every:
        coming = [member.availability.get(day, 0) for member in calendar.members]
        match level:
            case "lead_absences":
                pairs = zip(calendar.members, coming, strict=True)
                found[day] = sum(m.role == "lead" and value == 0 for m, value in pairs)
            case "no_binome":
                found[day] = sum(not binome(group, day) for group in groups)
            case "attendance":
                found[day] = -sum(coming)
            case _:
                found[day] = day.toordinal()
    return [{day: found[day] for day in days} for days in graph.days]


def _keep_cheapest(graph: Graph, costs: list[dict[date, int]]) -> None:
    """Keep only the steps that lie on a calendar of least cost."""
    left = [dict(costs[-1])]
    for place in reversed(range(len(graph.after))):
        onward = left[0]
        here = {
            day: costs[place][day] + min(onward[each] for each in nexts)
            for day, nexts in graph.after[place].items()
        }
        left.insert(0, here)
    least = min(left[0].values())
    graph.days[0] = [day for day in graph.days[0] if left[0][day] == least]
    for place in range(len(graph.after)):
        graph.after[place] = {
            day: [
                each
                for each in graph.after[place][day]
                if left[place][day] == costs[place][day] + left[place + 1][each]
            ]
            for day in graph.days[place]
        }
        reached = {each for nexts in graph.after[place].values() for each in nexts}
        graph.days[place + 1] = [day for day in graph.days[place + 1] if day in reached]


def _count(graph: Graph) -> int:
    """How many calendars are left."""
    ways = dict.fromkeys(graph.days[-1], 1)
    for step in reversed(graph.after):
        ways = {day: sum(ways[each] for each in nexts) for day, nexts in step.items()}
    return sum(ways.values())


def _paths(graph: Graph) -> Ints:
    """Every calendar, one a row, as places in the days of each session, in calendar order."""
    import numpy as np  # noqa: PLC0415 - imported when needed

    found: list[tuple[int, ...]] = [(place,) for place in range(len(graph.days[0]))]
    for at, step in enumerate(graph.after):
        index = {day: place for place, day in enumerate(graph.days[at + 1])}
        onward = [[index[each] for each in step[day]] for day in graph.days[at]]
        found = [(*path, each) for path in found for each in onward[path[-1]]]
    return np.array(found, dtype=np.int64).reshape(-1, len(graph.days))


def _path_costs(calendar: Calendar, graph: Graph, level: str, paths: Ints) -> Ints:
    """What each calendar costs on a level, a block of calendars at a time."""
    import numpy as np  # noqa: PLC0415 - imported when needed

    if level in ADDITIVE:
        costs = _costs(calendar, graph, level)
        pairs = zip(costs, graph.days, strict=True)
        tables = [np.array([[each[day]] for day in days]) for each, days in pairs]
        return _sums(tables, paths)[:, 0]
    members = sorted(calendar.members, key=lambda each: (each.territory, each.id))
    if not members:
        return np.zeros(len(paths), dtype=np.int64)
    tables = [
        np.array([[m.availability.get(day, 0) for m in members] for day in days], dtype=np.int64)
        for days in graph.days
    ]
    if level == "under_min":
        tables = [(table > 0).astype(np.int64) for table in tables]
    homes = [member.territory for member in members]
    starts = [at for at, home in enumerate(homes) if at == 0 or home != homes[at - 1]]
    blocks = []
    for start in range(0, len(paths), CHUNK):
        sums = _sums(tables, paths[start : start + CHUNK])
        if level == "under_min":
            blocks.append(np.maximum(calendar.needed - sums, 0).sum(axis=1))
        else:
            blocks.append(-np.add.reduceat(sums, starts, axis=1).min(axis=1))
    return np.concatenate(blocks)


def _sums(tables: list[Ints], paths: Ints) -> Ints:
    """Along each calendar, the sum of the rows of its days."""
    total = tables[0][paths[:, 0]]
    for place, table in enumerate(tables[1:], start=1):
        total = total + table[paths[:, place]]
    return total
