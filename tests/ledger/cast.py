"""What the tests of the ledger share: an event of their own and an instant."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from cordee.ledger.events import Event
from cordee.ledger.outbox import carry, claim

NOON = datetime(2024, 12, 19, 11, tzinfo=UTC)


@dataclass(frozen=True)
class Tried(Event):
    """Somebody tried something."""

    kind: ClassVar[str] = "tests.tried"
    saying: ClassVar[str] = "{actor} a essayé la voie {route}."

    route: int
    note: str = ""


def dispatch(pk, *, at):
    """Send a letter as a worker does, unless another holds it: the state it is left in."""
    message = claim(pk, at=at)
    return carry(message, at=at)[0] if message else ""
