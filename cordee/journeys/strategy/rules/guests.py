"""How long someone may look on, how near, and under which names people appear."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING

from cordee.journeys.rules.audiences import rank
from cordee.kernel import french
from cordee.kernel.findings import Finding, broken, missing

if TYPE_CHECKING:
    from datetime import datetime

LONGEST = timedelta(days=3 * 366)
NEAREST = "staff"
"""Nobody who looks on reads what a delegation or a person keeps to itself."""
FEW = 5
"""Below so many people, a count could be somebody."""


def guest_faults(purpose: str, ends: datetime | None, at: datetime) -> list[Finding]:
    """An access without a purpose or without an end."""
    found = []
    if not purpose.strip():
        found.append(missing("guest.purpose", "purpose", "Dites ce qui est étudié, et pourquoi : "
                             "les participant·es le liront."))  # fmt: skip
    if ends is None or ends <= at:
        found.append(missing("guest.ends", "ends", "Donnez une date de fin, à venir."))
    elif ends - at > LONGEST:
        found.append(broken("guest.long", "ends", "Un accès dure trois ans au plus : il se "
                            "renouvelle."))  # fmt: skip
    return found


def part_faults(label: str, count: int | None, held: int) -> list[Finding]:
    """A part of the programme that as many people as it says already hold (R295)."""
    if count is None or held < count:
        return []
    return [broken("guest.part", "part", french.say(
        "« {label} » : déjà {held}, autant que le programme en prévoit. Fermez d’abord un accès.",
        label=label, held=french.plural(held, "personne")))]  # fmt: skip


def nearest(reads: str) -> str:
    """How near a guest reads: what the programme says, never nearer than the team of the house."""
    return max([reads, NEAREST], key=rank)


def pseudonym(secret: bytes, key: object) -> str:
    """The same person has the same name in every table of one access, and another in the next."""
    return "p-" + hmac.new(secret, str(key).encode(), hashlib.sha256).hexdigest()[:10]


def few(count: int) -> bool:
    """Whether a count is so small that it could be somebody."""
    return 0 < count < FEW
