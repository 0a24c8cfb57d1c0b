"""What people say of how they come, and whom they share a car with."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class ComingSaid(Event):
    """Someone said how she comes; neither meal nor diet is in the journal."""

    kind: ClassVar[str] = "journeys.coming_said"
    saying: ClassVar[Any] = _("{actor} a dit comment elle ou il vient à une rencontre.")

    meeting: int
    delegate: int
    mode: str


@dataclass(frozen=True)
class RidePosted(Event):
    """Seats are offered, or one is asked for."""

    kind: ClassVar[str] = "journeys.ride_posted"
    saying: ClassVar[Any] = _("{actor} a proposé ou cherché un covoiturage.")

    meeting: int
    ride: int


@dataclass(frozen=True)
class RideWithdrawn(Event):
    """A ride no longer stands."""

    kind: ClassVar[str] = "journeys.ride_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré un covoiturage.")

    meeting: int
    ride: int


@dataclass(frozen=True)
class SharingAsked(Event):
    """Someone asks to share a ride."""

    kind: ClassVar[str] = "journeys.sharing_asked"
    saying: ClassVar[Any] = _("{actor} a demandé à partager un trajet.")

    ride: int
    sharing: int


@dataclass(frozen=True)
class SharingAnswered(Event):
    """Whoever posted the ride answered, or the sharing is over."""

    kind: ClassVar[str] = "journeys.sharing_answered"
    saying: ClassVar[Any] = _("{actor} a répondu à une demande de trajet.")

    ride: int
    sharing: int
    state: str
