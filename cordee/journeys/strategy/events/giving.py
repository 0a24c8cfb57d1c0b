"""What happens to the days of allies and to help outside any programme."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class DaysRecorded(Event):
    """Days of an ally were written down."""

    kind: ClassVar[str] = "strategy.days_recorded"
    saying: ClassVar[Any] = _("{actor} a inscrit des jours d’allié.")

    contribution: int


@dataclass(frozen=True)
class DaysCancelled(Event):
    """A line of days was struck out; it stays readable."""

    kind: ClassVar[str] = "strategy.days_cancelled"
    saying: ClassVar[Any] = _("{actor} a annulé des jours d’allié.")

    contribution: int


@dataclass(frozen=True)
class SupportKept(Event):
    """Help outside any programme was opened, or changed."""

    kind: ClassVar[str] = "strategy.support_kept"
    saying: ClassVar[Any] = _("{actor} a mis à jour un appui hors programme.")

    support: int


@dataclass(frozen=True)
class SupportStepRecorded(Event):
    """One time of a support was written down."""

    kind: ClassVar[str] = "strategy.support_step"
    saying: ClassVar[Any] = _("{actor} a inscrit une étape d’un appui hors programme.")

    step: int


@dataclass(frozen=True)
class SupportStepCancelled(Event):
    """A step was struck out; it stays readable."""

    kind: ClassVar[str] = "strategy.support_step_cancelled"
    saying: ClassVar[Any] = _("{actor} a annulé une étape d’un appui hors programme.")

    step: int


@dataclass(frozen=True)
class SequelWasChosen(Event):
    """A territory said what it wants to live next."""

    kind: ClassVar[str] = "strategy.sequel_chosen"
    saying: ClassVar[Any] = _("{actor} a dit quelle suite son territoire choisit.")

    participation: int
    key: str
