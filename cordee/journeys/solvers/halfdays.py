"""The half-days of accompaniment in each territory: nobody forgotten, staff spared on the road."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from cordee.journeys.solvers.calendars import Board, settled
from cordee.selection.solvers.documents import (
    Invalid,
    distinct,
    name,
    names,
    ordered,
    records,
    rows,
    whole,
)

FORMAT = "cordee-halfdays/1"
LEVELS = ("missing", "never", "max_load", "attendance")

Held = tuple[str, int, str, str]  # territory, window, slot, staff


@dataclass(frozen=True, slots=True)
class Slot:
    """A morning (`AM`) or an afternoon (`PM`) of a day."""

    id: str
    day: str
    half: str


@dataclass(frozen=True, slots=True)
class Halfdays:
    """Everything the calendar depends on; ids sorted, windows in their order."""

    order: tuple[str, ...]
    travel: Mapping[str, int]  # minutes to each territory
    slots: Mapping[str, Slot]
    windows: tuple[tuple[str, ...], ...]
    people: Mapping[str, tuple[str, frozenset[str]]]  # territory, free slots
    staff: Mapping[str, frozenset[str]]
    min_present: int
    max_two_travels: int

    def present(self, territory: str, slot: str) -> int:
        """How many people of the territory can come."""
        return sum(home == territory and slot in free for home, free in self.people.values())

    def possible(self) -> list[Held]:
        """Every half-day that could be held, sorted."""
        found = []
        for territory in self.travel:
            open_slots = {s for s in self.slots if self.present(territory, s) >= self.min_present}
            found += [
                (territory, window, slot, staff)
                for window, slots in enumerate(self.windows)
                for slot in slots
                if slot in open_slots
                for staff, free in self.staff.items()
                if slot in free
            ]
        return found


def solved(document: Mapping[str, Any]) -> dict[str, Any]:
    """The half-days of a `cordee-halfdays/1` document; raises `Invalid`, `OutOfTime`."""
    instance = parse(document)
    chosen = held(instance)
    return {
        "status": "optimal",
        "halfdays": [list(each) for each in chosen],
        "levels": evaluate(instance, chosen),
    }


def parse(document: Mapping[str, Any]) -> Halfdays:
    """Read and check a document."""
    if document.get("format", FORMAT) != FORMAT:
        raise Invalid("bad_format", "format")
    territories = _by_id(document, "territories")
    slots = {key: _slot(key, record) for key, record in _by_id(document, "slots").items()}
    windows = [sorted(names(each, "windows")) for each in rows(document.get("windows"), "windows")]
    for window in windows:
        distinct(window, "windows")
        _known(window, slots, "windows")
    people = {
        key: (name(record.get("territory"), key), _free(record, slots, key))
        for key, record in _by_id(document, "people").items()
    }
    _known((home for home, _ in people.values()), territories, "people")
    return Halfdays(
        order=ordered(document.get("order"), LEVELS),
        travel={key: whole(each.get("travel_min"), key) for key, each in territories.items()},
        slots=slots,
        windows=tuple(map(tuple, windows)),
        people=people,
        staff={key: _free(each, slots, key) for key, each in _by_id(document, "staff").items()},
        min_present=whole(document.get("min_present", 0), "min_present"),
        max_two_travels=whole(document.get("max_two_travels"), "max_two_travels"),
    )


def _by_id(document: Mapping[str, Any], key: str) -> dict[str, Mapping[str, Any]]:
    listed = [(name(each.get("id"), key), each) for each in records(document.get(key, []), key)]
    distinct((found for found, _ in listed), key)
    return dict(sorted(listed, key=lambda pair: pair[0]))


def _slot(key: str, record: Mapping[str, Any]) -> Slot:
    half = name(record.get("half"), key)
    if half not in {"AM", "PM"}:
        raise Invalid("bad_format", key)
    return Slot(key, name(record.get("day"), key), half)


def _free(record: Mapping[str, Any], slots: Mapping[str, Slot], where: str) -> frozenset[str]:
    found = names(record.get("slots", []), where)
    _known(found, slots, where)
    return frozenset(found)


def _known(ids: Any, known: Mapping[str, object], where: str) -> None:
    for each in ids:
        if each not in known:
            raise Invalid("unknown_id", f"{where}: {each}")


def evaluate(instance: Halfdays, chosen: list[Held]) -> dict[str, int]:
    """The levels, recounted from the half-days alone."""
    slots: dict[str, list[str]] = {}
    for territory, _, slot, _ in chosen:
        slots.setdefault(territory, []).append(slot)
    coming = [
        sum(slot in free for slot in slots.get(home, ())) for home, free in instance.people.values()
    ]
    loads = Counter(staff for _, _, _, staff in chosen)
    values = {
        "missing": len(instance.travel) * len(instance.windows) - len(chosen),
        "never": coming.count(0),
        "max_load": max(loads.values(), default=0),
        "attendance": sum(coming),
    }
    return {level: values[level] for level in instance.order}


def held(instance: Halfdays) -> list[Held]:
    """The best half-days, sorted."""
    board = Board()
    columns = {
        each: board.column(1, missing=1, attendance=instance.present(each[0], each[2]))
        for each in instance.possible()
    }
    _once(board, columns)
    _roads(instance, board, columns)
    _people(instance, board, columns)
    goals = [board.goals.get(level, {}) for level in instance.order]
    values = settled(board.program(), goals, _hopes(instance, columns))
    if values is None:  # holding nothing is always allowed
        raise AssertionError("a calendar of half-days always exists")
    return [each for each, column in columns.items() if values[column]]


def _hopes(instance: Halfdays, columns: Mapping[Held, int]) -> list[int]:
    """What no calendar beats on the first levels, by counting alone."""
    places = {(territory, window) for territory, window, _, _ in columns}
    met = {(territory, slot) for territory, _, slot, _ in columns}
    lonely = sum(
        not any((home, slot) in met for slot in free) for home, free in instance.people.values()
    )
    staff = len({staff for _, _, _, staff in columns})
    hopes = {"missing": len(places), "never": -lonely}
    if instance.order[:1] == ("missing",):
        hopes["max_load"] = -((len(places) + staff - 1) // staff) if staff else 0
    known = takewhile(hopes.__contains__, instance.order)
    return [hopes[level] for level in known]


def _once(board: Board, columns: Mapping[Held, int]) -> None:
    """One half-day for each territory and window; nobody of the staff in two places."""
    by_place: dict[tuple[str, int], dict[int, int]] = {}
    by_staff: dict[tuple[str, str], dict[int, int]] = {}
    for (territory, window, slot, staff), column in columns.items():
        by_place.setdefault((territory, window), {})[column] = 1
        by_staff.setdefault((slot, staff), {})[column] = 1
    for terms in (*by_place.values(), *by_staff.values()):
        if len(terms) > 1:
            board.row(terms, None, 1)


def _roads(instance: Halfdays, board: Board, columns: Mapping[Held, int]) -> None:
    """A morning somewhere and an afternoon elsewhere, only when the roads are short enough."""
    halves: dict[tuple[str, str, str], dict[str, dict[int, int]]] = {}
    for (territory, _, slot, staff), column in columns.items():
        at = instance.slots[slot]
        places = halves.setdefault((staff, at.day, at.half), {})
        places.setdefault(territory, {})[column] = 1
    for (staff, day, half), mornings in halves.items():
        afternoons = halves.get((staff, day, "PM"), {}) if half == "AM" else {}
        for territory, terms in mornings.items():
            left = instance.max_two_travels - instance.travel[territory]
            far = [t for t in afternoons if t != territory and instance.travel[t] > left]
            if far:
                board.row({**terms, **{c: 1 for t in far for c in afternoons[t]}}, None, 1)


def _people(instance: Halfdays, board: Board, columns: Mapping[Held, int]) -> None:
    """People who would never be met, and the heaviest load."""
    if "never" in instance.order:
        by_home: dict[str, list[tuple[str, int]]] = {}
        for (territory, _, slot, _), column in columns.items():
            by_home.setdefault(territory, []).append((slot, column))
        for home, free in instance.people.values():
            met = {column: 1 for slot, column in by_home.get(home, ()) if slot in free}
            board.row({**met, board.column(1, never=-1): 1}, 1, None)
    if "max_load" in instance.order:
        heaviest = board.column(len(columns), max_load=-1)
        for each in instance.staff:
            load = {column: 1 for (_, _, _, staff), column in columns.items() if staff == each}
            if load:
                board.row({**load, heaviest: -1}, None, 0)
