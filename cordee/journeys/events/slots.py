"""What happens to individual half-days."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class SlotsOffered(Event):
    """Half-days are offered to the territories of a cohort."""

    kind: ClassVar[str] = "journeys.slots_offered"
    saying: ClassVar[Any] = _("{actor} a proposé {slots} créneaux individuels.")

    cohort: int
    slots: int


@dataclass(frozen=True)
class SlotBooked(Event):
    """A territory took a half-day."""

    kind: ClassVar[str] = "journeys.slot_booked"
    saying: ClassVar[Any] = _("{actor} a réservé un créneau individuel.")

    slot: int
    meeting: int


@dataclass(frozen=True)
class SlotReleased(Event):
    """A half-day was given back, or is no longer offered."""

    kind: ClassVar[str] = "journeys.slot_released"
    saying: ClassVar[Any] = _("{actor} a libéré un créneau individuel.")

    slot: int
