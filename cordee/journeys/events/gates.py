"""What happens at the passage from a phase to the next one; never what was decided."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class CrossingWritten(Event):
    """What is thought of one winner was written, before the decision."""

    kind: ClassVar[str] = "journeys.crossing_written"
    saying: ClassVar[Any] = _("{actor} a préparé un passage d’étape.")

    passing: int
    participation: int


@dataclass(frozen=True)
class PassingDecided(Event):
    """A passage was decided, in private."""

    kind: ClassVar[str] = "journeys.passing_decided"
    saying: ClassVar[Any] = _("{actor} a enregistré la décision d’un passage d’étape.")

    passing: int
    digest: str


@dataclass(frozen=True)
class PassingReleased(Event):
    """A passage was told to every delegation together."""

    kind: ClassVar[str] = "journeys.passing_released"
    saying: ClassVar[Any] = _("{actor} a annoncé la décision d’un passage d’étape.")

    passing: int
