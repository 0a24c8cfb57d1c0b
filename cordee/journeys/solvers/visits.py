"""Who visits whom: teams complete, a senior in each, wishes heard, few kilometres.

Two people of one structure never visit together. That rule crosses « at least one senior »; each
half of a structure (its seniors, the others) is capped in the flow, and the rare team that would
take one of each is settled by branching: seniors only, or the others only. The flow itself
(`teams`) begins with the nearest people and asks its prices of all the others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from cordee.selection.solvers.documents import (
    Invalid,
    OutOfTime,
    distinct,
    flag,
    name,
    ordered,
    records,
    rows,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "cordee-visits/1"
LEVELS = ("shortfall", "no_senior", "wishes", "km")
FARTHEST = 1 << 30
BRANCHES = 2_000

Choice = tuple[int, str, bool]  # in this visit, of this structure: seniors only, or the others


@dataclass(frozen=True, slots=True)
class Person:
    """An ally who may go on at most `max` visits."""

    id: str
    max: int
    senior: bool
    structure: str | None


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits and people sorted by id; `km` None where a pair is forbidden."""

    order: tuple[str, ...]
    visits: tuple[tuple[str, int], ...]
    people: tuple[Person, ...]
    km: tuple[tuple[int | None, ...], ...]
    wishes: frozenset[tuple[str, str]]


def solved(document: Mapping[str, Any]) -> dict[str, Any]:
    """The teams of a `cordee-visits/1` document; raises `Invalid`, `OutOfTime`."""
    instance = parse(document)
    teams = teamed(instance)
    return {"status": "optimal", "visits": teams, "levels": evaluate(instance, teams)}


def parse(document: Mapping[str, Any]) -> Visits:
    """Read and check a document."""
    if document.get("format", FORMAT) != FORMAT:
        raise Invalid("bad_format", "format")
    visits = [_visit(each) for each in records(document.get("visits"), "visits")]
    people = [_person(each) for each in records(document.get("people"), "people")]
    distinct((key for key, _ in visits), "visits")
    distinct((each.id for each in people), "people")
    km = [[_km(c) for c in row] for row in rows(document.get("km"), "km", width=len(people))]
    if len(km) != len(visits):
        raise Invalid("bad_format", "km")
    wishes = frozenset(
        (name(visit, "wishes"), name(person, "wishes"))
        for visit, person in rows(document.get("wishes", []), "wishes", width=2)
    )
    known = {key for key, _ in visits}, {each.id for each in people}
    for visit, person in wishes:
        if visit not in known[0] or person not in known[1]:
            raise Invalid("unknown_id", f"{visit} / {person}")
    by_visit = sorted(range(len(visits)), key=lambda v: visits[v][0])
    by_person = sorted(range(len(people)), key=lambda p: people[p].id)
    return Visits(
        order=ordered(document.get("order"), LEVELS),
        visits=tuple(visits[v] for v in by_visit),
        people=tuple(people[p] for p in by_person),
        km=tuple(tuple(km[v][p] for p in by_person) for v in by_visit),
        wishes=wishes,
    )


def _visit(record: Mapping[str, Any]) -> tuple[str, int]:
    key = name(record.get("id"), "visits")
    return key, _count(record.get("demand"), key)


def _person(record: Mapping[str, Any]) -> Person:
    key = name(record.get("id"), "people")
    structure = record.get("structure")
    house = None if structure is None or structure == "" else name(structure, key)
    most = _count(record.get("max"), key)
    return Person(key, most, flag(record.get("senior", False), key), house)


def _count(value: object, where: str) -> int:
    found = whole(value, where, code="bad_bounds")
    if not 0 <= found <= FARTHEST:
        raise Invalid("bad_bounds", where)
    return found


def _km(value: object) -> int | None:
    if value is None:
        return None
    found = whole(value, "km")
    if not 0 <= found <= FARTHEST:
        raise Invalid("bad_number", "km")
    return found


def evaluate(instance: Visits, teams: Mapping[str, list[str]]) -> dict[str, int]:
    """The levels, recounted from the teams alone; a team that breaks a rule is refused."""
    place = {person.id: p for p, person in enumerate(instance.people)}
    values = Counter[str]()
    loads = Counter(each for team in teams.values() for each in team)
    for v, (key, demand) in enumerate(instance.visits):
        team = [instance.people[place[each]] for each in teams[key]]
        houses = [each.structure for each in team if each.structure]
        roads = [instance.km[v][place[each.id]] for each in team]
        if None in roads or len(set(houses)) < len(houses) or len(team) > demand:
            raise AssertionError(f"the team of {key} breaks a rule")
        values["shortfall"] += demand - len(team)
        values["no_senior"] += bool(demand) and not any(each.senior for each in team)
        values["wishes"] += sum((key, each.id) in instance.wishes for each in team)
        values["km"] += sum(road or 0 for road in roads)
    if any(loads[each.id] > each.max for each in instance.people):
        raise AssertionError("somebody goes on too many visits")
    return {level: values[level] for level in instance.order}


def teamed(instance: Visits) -> dict[str, list[str]]:
    """The best teams: branch and bound on the flows, the least costs first."""
    from cordee.journeys.solvers.teams import Teams  # noqa: PLC0415 - heavy, as needed

    network = Teams(instance)
    waiting: list[tuple[tuple[int, ...], int, tuple[Choice, ...], dict[str, list[str]]]] = []
    made = 0

    def wait(choices: tuple[Choice, ...]) -> None:
        nonlocal made
        costs, teams = network.best(choices)
        heappush(waiting, (costs, made, choices, teams))
        made += 1

    wait(())
    while made < BRANCHES:
        _, _, choices, teams = heappop(waiting)
        clash = _clash(instance, teams)
        if clash is None:
            return teams
        for seniors in (True, False):
            wait((*choices, (*clash, seniors)))
    raise OutOfTime(None)


def _clash(instance: Visits, teams: Mapping[str, list[str]]) -> tuple[int, str] | None:
    """The first visit with two people of one structure."""
    home = {person.id: person.structure for person in instance.people}
    for v, (key, _) in enumerate(instance.visits):
        houses = Counter(house for each in teams[key] if (house := home[each]))
        for house, count in sorted(houses.items()):
            if count > 1:
                return v, house
    return None
