"""What happens to hearings; never what was said there."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class HearingsOffered(Event):
    """Times are offered to the teams a jury hears."""

    kind: ClassVar[str] = "selection.hearings_offered"
    saying: ClassVar[Any] = _("{actor} a proposé {slots} créneaux d’audition.")

    panel: int
    slots: int


@dataclass(frozen=True)
class HearingAsked(Event):
    """A team is asked to be heard."""

    kind: ClassVar[str] = "selection.hearing_asked"
    saying: ClassVar[Any] = _("{actor} a invité une équipe à une audition.")

    hearing: int


@dataclass(frozen=True)
class HearingMoved(Event):
    """A hearing has another time, or none any more."""

    kind: ClassVar[str] = "selection.hearing_moved"
    saying: ClassVar[Any] = _("{actor} a fixé, déplacé ou rendu un créneau d’audition.")

    hearing: int
    sequence: int


@dataclass(frozen=True)
class HearingSlotWithdrawn(Event):
    """A time is no longer offered."""

    kind: ClassVar[str] = "selection.hearing_slot_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré un créneau d’audition.")

    slot: int
