"""Which half-days may be offered, and which a territory may take for a meeting of its own."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from cordee.kernel import french, slots
from cordee.kernel.findings import Finding, broken
from cordee.kernel.slots import NOTICE, release_faults

__all__ = ["HALF_DAY", "NOTICE", "offer_faults", "release_faults", "window_faults"]

HALF_DAY = timedelta(hours=4)
"""An individual session lasts half a day at most (R71)."""


def offer_faults(starts: datetime, ends: datetime, at: datetime) -> list[Finding]:
    """Why a half-day cannot be offered."""
    sentence = french.say("Une séance individuelle dure une demi-journée au plus : quatre heures.")
    return slots.offer_faults(starts, ends, at, longest=HALF_DAY, too_long=sentence)


def window_faults(day: date, between: Sequence[tuple[str, date]]) -> list[Finding]:
    """Why a day does not stand between the meetings it must stand between (R52).

    `between` gives the dated ones, label and day, in the order of the definition: the first is
    before, the last is after.
    """
    found = []
    if between and day <= between[0][1]:
        label, first = between[0]
        said = french.say(
            "Cette séance se tient après {label} ({first}).", label=label, first=french.day(first)
        )
        found.append(
            broken(
                "slot.before", "slot", french.say("{said} Prenez un créneau plus tard.", said=said)
            )
        )
    if len(between) > 1 and day >= between[-1][1]:
        label, last = between[-1]
        said = french.say(
            "Cette séance se tient avant {label} ({last}).", label=label, last=french.day(last)
        )
        found.append(
            broken(
                "slot.after", "slot", french.say("{said} Prenez un créneau plus tôt.", said=said)
            )
        )
    return found
