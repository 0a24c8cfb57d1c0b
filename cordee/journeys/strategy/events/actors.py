"""What happens on the map of actors; names stay in their table."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class ActorKept(Event):
    """An actor is on the map, or stands elsewhere."""

    kind: ClassVar[str] = "strategy.actor_kept"
    saying: ClassVar[Any] = _("{actor} a tenu à jour la carte des acteurs d’un territoire.")

    who: int
    stance: str
