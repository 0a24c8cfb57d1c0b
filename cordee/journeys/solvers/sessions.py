"""The dates of a year's sessions: everyone's leads first, then fair, then full, then early."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from cordee.journeys.solvers.calendar_of_sessions import (
    LEVELS,
    Calendar,
    Member,
    Session,
    binome,
    evaluate,
)
from cordee.journeys.solvers.calendars import Board, settled
from cordee.journeys.solvers.paths import TooMany, best_path
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

FORMAT = "cordee-sessions/1"


def solved(document: Mapping[str, Any]) -> dict[str, Any]:
    """The dates of a `cordee-sessions/1` document; raises `Invalid`, `OutOfTime`."""
    calendar = parse(document)
    blocked = sorted(session.id for session in calendar.sessions if not session.days)
    days = None if blocked else dated(calendar)
    if days is None:
        return {"status": "infeasible", "blocked": blocked or None}
    return {
        "status": "optimal",
        "dates": [day.isoformat() for day in days],
        "levels": evaluate(calendar, days),
    }


def parse(document: Mapping[str, Any]) -> Calendar:
    """Read and check a document; a session keeps only the days on which it can be held."""
    if document.get("format", FORMAT) != FORMAT:
        raise Invalid("bad_format", "format")
    members = tuple(_member(each) for each in records(document.get("people", []), "people"))
    distinct((each.id for each in members), "people")
    listed = records(document.get("sessions"), "sessions")
    distinct((name(each.get("id"), "sessions") for each in listed), "sessions")
    days = frozenset(_days(document.get("days"), "days"))
    usable = days & frozenset(_days(document.get("room"), "room"))
    staff = records(document.get("staff", []), "staff")
    distinct((name(each.get("id"), "staff") for each in staff), "staff")
    teams = [frozenset(_days(each.get("days"), "staff")) for each in staff]
    known = {member.id: member for member in members}
    low, high = (whole(each, "gap_days") for each in _pair(document.get("gap_days")))
    if low > high:
        raise Invalid("bad_bounds", "gap_days")
    return Calendar(
        order=ordered(document.get("order"), LEVELS),
        sessions=tuple(_session(each, usable, teams, known) for each in listed),
        members=members,
        gap=(low, high),
        least=whole(document.get("min_sessions_per_member", 0), "min_sessions_per_member"),
    )


def _pair(value: object) -> list[Any]:
    found = rows(value, "gap_days")
    if len(found) != 2:  # noqa: PLR2004 - a least and a most
        raise Invalid("bad_format", "gap_days")
    return found


def _days(value: object, where: str) -> list[date]:
    found = [_day(each, where) for each in rows(value, where)]
    distinct((day.isoformat() for day in found), where)
    return found


def _day(value: object, where: str) -> date:
    try:
        return date.fromisoformat(name(value, where))
    except ValueError as error:
        raise Invalid("bad_date", f"{where}: {value}") from error


def _member(record: Mapping[str, Any]) -> Member:
    key = name(record.get("id"), "people")
    told = record.get("availability") or {}
    if not isinstance(told, Mapping):
        raise Invalid("bad_format", key)
    availability = {_day(day, key): whole(value, key) for day, value in told.items()}
    if not set(availability.values()) <= {0, 1, 2}:
        raise Invalid("bad_availability", key)
    return Member(
        key, name(record.get("territory"), key), name(record.get("role"), key), availability
    )


def _session(
    record: Mapping[str, Any],
    usable: frozenset[date],
    teams: list[frozenset[date]],
    known: Mapping[str, Member],
) -> Session:
    key = name(record.get("id"), "sessions")
    needed = whole(record.get("needs_staff", 0), key)
    speakers = names(record.get("speakers", []), key)
    for speaker in speakers:
        if speaker not in known:
            raise Invalid("unknown_id", f"{key}: {speaker}")
    possible = [
        day
        for day in _days(record.get("days"), key)
        if day in usable
        and sum(day in team for team in teams) >= needed
        and all(known[speaker].availability.get(day, 0) > 0 for speaker in speakers)
    ]
    return Session(key, tuple(sorted(possible)))


def dated(calendar: Calendar) -> tuple[date, ...] | None:
    """The best dates; last, the earliest in the order of the sessions: the answer is unique.

    Sessions only touch their neighbours, so calendars are paths: when few enough reach the first
    levels they are all looked at, otherwise an integer programme chooses.
    """
    try:
        return best_path(calendar)
    except TooMany:
        return dated_by_programme(calendar)


def dated_by_programme(calendar: Calendar) -> tuple[date, ...] | None:
    """The same dates, however many calendars are possible."""
    board = Board()
    columns = [_columns(calendar, board, session) for session in calendar.sessions]
    _follow(calendar, board, columns)
    _attend(calendar, board, columns)
    goals = [board.goals.get(level, {}) for level in calendar.order]
    goals += [{column: -day.toordinal() for day, column in each.items()} for each in columns]
    values = settled(board.program(), goals)
    if values is None:
        return None
    return tuple(next(day for day, c in each.items() if values[c]) for each in columns)


def _columns(calendar: Calendar, board: Board, session: Session) -> dict[date, int]:
    """One column for each possible day, with what it is worth by itself."""
    territories = list(calendar.territories().values())
    found = {}
    for day in session.days:
        coming = [member.availability.get(day, 0) for member in calendar.members]
        leads = [v for m, v in zip(calendar.members, coming, strict=True) if m.role == "lead"]
        found[day] = board.column(
            1,
            lead_absences=-leads.count(0),
            no_binome=-sum(not binome(group, day) for group in territories),
            attendance=sum(coming),
            early=-day.toordinal(),
        )
    board.row(dict.fromkeys(found.values(), 1), 1, 1)
    return found


def _follow(calendar: Calendar, board: Board, columns: list[dict[date, int]]) -> None:
    """Each day chosen needs a day of the next session at the right distance, and conversely."""
    low, high = calendar.gap
    for before, after in pairwise(columns):
        for these, those, sign in ((before, after, 1), (after, before, -1)):
            for day, column in these.items():
                near = {
                    c: 1 for other, c in those.items() if low <= sign * (other - day).days <= high
                }
                board.row({**near, column: -1}, 0, None)


def _attend(calendar: Calendar, board: Board, columns: list[dict[date, int]]) -> None:
    """Attendances missing to each member, and the least favoured territory."""
    if "under_min" in calendar.order and calendar.needed > 0:
        for member in calendar.members:
            lacking = board.column(calendar.needed, under_min=-1)
            present = {
                c: 1 for each in columns for day, c in each.items() if member.availability.get(day)
            }
            board.row({**present, lacking: 1}, calendar.needed, None)
    if "worst_territory" in calendar.order and calendar.members:
        worst = board.column(2 * len(columns) * len(calendar.members), worst_territory=1)
        for group in calendar.territories().values():
            total = {
                c: sum(member.availability.get(day, 0) for member in group)
                for each in columns
                for day, c in each.items()
            }
            board.row({**total, worst: -1}, 0, None)
