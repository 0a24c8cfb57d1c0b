"""When an organ must meet, what it may decide (R199, R221)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, broken, missing
from cordee.kernel.moments import shifted

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


def next_meeting(begun: date, last: date | None, months: int | None) -> date | None:
    """The day by which an organ must have met again; none when nothing is asked (R199)."""
    return shifted(last or begun, months) if months else None


def meeting_faults(on: date, today: date, note: str) -> list[Finding]:
    """Why a meeting of an organ is not written so."""
    if on > today:
        return [broken("meeting.future", "on", french.say("Cette réunion n’a pas encore eu lieu."))]
    if not tidy(note):
        return [missing("meeting.note", "note", french.say("Dites l’objet de la réunion."))]
    return []


@dataclass(frozen=True, slots=True)
class Remit:
    """What an organ may decide: up to how much at a time, with how many present."""

    label: str
    ceiling: Decimal | None = None
    quorum: int = 0


def unsaid_day() -> list[Finding]:
    """A mandate ends on a day, and none was typed."""
    return [missing("mandate.ends", "ends", "Dites le dernier jour du mandat.")]
