"""The sessions to date: who can come when, what each calendar is worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

LEVELS = ("lead_absences", "under_min", "no_binome", "worst_territory", "attendance", "early")
TECHNICAL = {"tech", "lead"}


@dataclass(frozen=True, slots=True)
class Session:
    """A session, and the days on which it can really be held."""

    id: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of a territory, with availability by day: 0 no, 1 if need be, 2 yes."""

    id: str
    territory: str
    role: str
    availability: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Sessions in the order they must follow each other."""

    order: tuple[str, ...]
    sessions: tuple[Session, ...]
    members: tuple[Member, ...]
    gap: tuple[int, int]
    least: int

    @property
    def needed(self) -> int:
        """The least attendance asked; beyond the number of sessions it changes no order."""
        return min(self.least, len(self.sessions))

    def territories(self) -> dict[str, list[Member]]:
        """Members by territory, sorted."""
        found: dict[str, list[Member]] = {}
        for member in sorted(self.members, key=lambda each: (each.territory, each.id)):
            found.setdefault(member.territory, []).append(member)
        return found


def evaluate(calendar: Calendar, days: tuple[date, ...]) -> dict[str, int]:
    """The levels, recounted from the dates alone."""
    coming = {m.id: [m.availability.get(day, 0) for day in days] for m in calendar.members}
    territories = calendar.territories().values()
    values = {
        "lead_absences": sum(
            value == 0 for m in calendar.members if m.role == "lead" for value in coming[m.id]
        ),
        "under_min": sum(
            max(0, calendar.least - sum(value > 0 for value in values))
            for values in coming.values()
        ),
        "no_binome": sum(not binome(group, day) for group in territories for day in days),
        "worst_territory": min(
            (sum(sum(coming[m.id]) for m in group) for group in territories), default=0
        ),
        "attendance": sum(map(sum, coming.values())),
        "early": sum(day.toordinal() for day in days),
    }
    return {level: values[level] for level in calendar.order}


def binome(group: list[Member], day: date) -> bool:
    """Whether an elected member and a technical one both come."""
    roles = {member.role for member in group if member.availability.get(day, 0) > 0}
    return "elu" in roles and not roles.isdisjoint(TECHNICAL)
