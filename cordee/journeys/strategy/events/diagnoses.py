"""What happens to a diagnosis."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class VisitPlanned(Event):
    """Someone visits a territory."""

    kind: ClassVar[str] = "strategy.visit_planned"
    saying: ClassVar[Any] = _("{actor} a organisé une visite de diagnostic.")

    visit: int


@dataclass(frozen=True)
class VisitCancelled(Event):
    """A visit will not take place."""

    kind: ClassVar[str] = "strategy.visit_cancelled"
    saying: ClassVar[Any] = _("{actor} a annulé une visite de diagnostic.")

    visit: int


@dataclass(frozen=True)
class Scored(Event):
    """Visitors wrote their grid."""

    kind: ClassVar[str] = "strategy.scored"
    saying: ClassVar[Any] = _("{actor} a rempli une grille de diagnostic.")

    visit: int


@dataclass(frozen=True)
class GridClosed(Event):
    """Visitors handed their grid in."""

    kind: ClassVar[str] = "strategy.grid_closed"
    saying: ClassVar[Any] = _("{actor} a remis une grille de diagnostic.")

    visit: int


@dataclass(frozen=True)
class DiagnosisTold(Event):
    """A diagnosis was told to an audience, which reads it from now on."""

    kind: ClassVar[str] = "strategy.diagnosis_told"
    saying: ClassVar[Any] = _("{actor} a enregistré une restitution de diagnostic.")

    telling: int
    visit: int
    audience: str
