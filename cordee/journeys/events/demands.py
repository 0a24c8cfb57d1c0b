"""What a delegation asks to change in its year, and what is answered."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class DemandMade(Event):
    """A delegation asked for a replacement or more time, or announced that it leaves."""

    kind: ClassVar[str] = "journeys.demand_made"
    saying: ClassVar[Any] = _("{actor} a demandé un changement pour sa délégation.")

    demand: int
    participation: int
    kind_of: str
    state: str


@dataclass(frozen=True)
class DemandAnswered(Event):
    """A demand was granted or refused, or its notice is over."""

    kind: ClassVar[str] = "journeys.demand_answered"
    saying: ClassVar[Any] = _("{actor} a répondu à la demande d’une délégation.")

    demand: int
    participation: int
    state: str


@dataclass(frozen=True)
class DemandWithdrawn(Event):
    """A demand was given up."""

    kind: ClassVar[str] = "journeys.demand_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré la demande de sa délégation.")

    demand: int
    participation: int
