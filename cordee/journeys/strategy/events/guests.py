"""What happens to those who look on."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class GuestWelcomed(Event):
    """Someone looks on for a time."""

    kind: ClassVar[str] = "strategy.guest_welcomed"
    saying: ClassVar[Any] = _("{actor} a ouvert un accès d’observation.")

    guest: int
    reads: str


@dataclass(frozen=True)
class Exported(Event):
    """A guest took a table away, where nobody has a name."""

    kind: ClassVar[str] = "strategy.exported"
    saying: ClassVar[Any] = _("{actor} a emporté un tableau sans noms.")

    guest: int
    rows: int
