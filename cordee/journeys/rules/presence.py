"""Presence: who was there, at which meetings that concern her (R75-R78, R112)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

NOON = time(13)
"""A meeting that begins before is a morning, one that ends after has an afternoon."""

type Half = Literal["am", "pm"]


@dataclass(frozen=True, slots=True)
class Attendee:
    """A delegate as the rules see her: role, parts, and the days she counts from and to."""

    id: str
    name: str
    role: str
    leads: tuple[str, ...] = ()
    starts: date = date.min
    ends: date | None = None

    def is_expected(self, day: date | None) -> bool:
        """Whether she is of the team that day; on a day still unknown, whoever is still there."""
        if day is None:
            return self.ends is None
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting as the rules see it; `day` is empty as long as its date is vague.

    `over` tells that it is held and its sheet closed: who is not on it was not there.
    """

    id: str
    key: str
    kind: str
    label: str
    day: date | None = None
    over: bool = False
    cancelled: bool = False
    halves: frozenset[tuple[date, Half]] = frozenset()


@dataclass(frozen=True, slots=True)
class Register:
    """Everything signed: (gathering, attendee) → half-days present; late counts as present."""

    gatherings: Sequence[Gathering]
    signed: Mapping[tuple[str, str], frozenset[tuple[date, Half]]] = field(default_factory=dict)

    def was_there(self, gathering: Gathering, attendee: Attendee) -> bool:
        """Present at half of the half-days at least: the one rule that makes a session count."""
        signed = self.signed.get((gathering.id, attendee.id), frozenset())
        return 2 * len(signed) >= max(len(gathering.halves), 1)

    def concerning(self, attendee: Attendee, wanted: Sequence[str]) -> list[Gathering]:
        """The meetings of these kinds or keys, not cancelled, during her time in the team.

        Whoever left owes nothing of a meeting that has no date yet.
        """
        return [one for one in self.among(wanted) if attendee.is_expected(one.day)]

    def among(self, wanted: Sequence[str]) -> list[Gathering]:
        """The meetings of these kinds or keys, all of them when none is named."""
        return [
            one
            for one in self.gatherings
            if not one.cancelled and (not wanted or one.kind in wanted or one.key in wanted)
        ]


def halves(day: date, start: time | None, end: time | None) -> frozenset[tuple[date, Half]]:
    """The half-days of a meeting; without hours a day has both."""
    morning = start is None or start < NOON
    afternoon = end is None or end > NOON
    found: set[tuple[date, Half]] = set()
    if morning:
        found.add((day, "am"))
    if afternoon or not morning:
        found.add((day, "pm"))
    return frozenset(found)


def concerned(who: str, attendees: Iterable[Attendee]) -> list[Attendee]:
    """The people a pledge binds: everyone, or those of a role or a part."""
    if who in {"everyone", "team"}:
        return list(attendees)
    return [one for one in attendees if one.role == who or who in one.leads]
