"""Times that are offered, and that one team alone takes: what every kind of slot respects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cordee.kernel.findings import Finding, broken

NOTICE = timedelta(days=2)
"""A slot is given back until two days before."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time and who is taken by it; nobody named stands for everybody."""

    starts: datetime
    ends: datetime
    who: frozenset[str] = frozenset()

    def meets(self, other: "Time") -> bool:
        """Whether both stand at once and take the same people."""
        at_once = self.starts < other.ends and other.starts < self.ends
        return at_once and (not self.who or not other.who or bool(self.who & other.who))


def offer_faults(
    starts: datetime, ends: datetime, at: datetime, *, longest: timedelta, too_long: str
) -> list[Finding]:
    """Why a time cannot be offered; `too_long` says what `longest` is, to who offers it."""
    if ends <= starts:
        return [broken("slot.order", "dates", "Chaque créneau finit après avoir commencé.")]
    if ends - starts > longest:
        return [broken("slot.long", "dates", too_long)]
    if starts <= at:
        return [broken("slot.past", "dates", "Proposez des créneaux à venir.")]
    return []


def release_faults(starts: datetime, at: datetime) -> list[Finding]:
    """Why a slot can no longer be given back by the pages."""
    if at < starts - NOTICE:
        return []
    sentence = (
        "Le créneau est dans moins de deux jours : appelez l’équipe d’animation pour le changer."
    )
    return [broken("slot.near", "slot", sentence)]


def meeting_faults(offered: Iterable[Time], standing: Iterable[Time]) -> list[Finding]:
    """Why times cannot be offered beside those that stand: someone would be twice at once."""
    kept = list(standing)
    for one in offered:
        if any(one.meets(other) for other in kept):
            sentence = (
                "Les mêmes personnes entendent déjà une équipe à ce moment-là : changez d’heure, "
                "ou dites qui entend à chaque créneau."
            )
            return [broken("slot.twice", "dates", sentence)]
        kept.append(one)
    return []


def cut(
    starts: datetime, ends: datetime, length: timedelta, pause: timedelta
) -> list[tuple[datetime, datetime]]:
    """The whole slots of `length` that stand between two instants, a pause after each."""
    found = []
    while length > timedelta() and starts + length <= ends:
        found.append((starts, starts + length))
        starts += length + pause
    return found
