"""What happens to a poll of dates."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class PollOpened(Event):
    """Dates are asked for a meeting."""

    kind: ClassVar[str] = "journeys.poll_opened"
    saying: ClassVar[Any] = _("{actor} a proposé {options:date|dates} pour une rencontre.")

    meeting: int
    options: int


@dataclass(frozen=True)
class PollAnswered(Event):
    """Someone said when she could come."""

    kind: ClassVar[str] = "journeys.poll_answered"
    saying: ClassVar[Any] = _("{actor} a donné ses disponibilités.")

    meeting: int
    delegate: int


@dataclass(frozen=True)
class OptionWithdrawn(Event):
    """A date is no longer proposed."""

    kind: ClassVar[str] = "journeys.option_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré une date du sondage.")

    meeting: int
    option: int


@dataclass(frozen=True)
class PollTermsSet(Event):
    """Who must be there, and how many of each territory, was said of a meeting."""

    kind: ClassVar[str] = "journeys.poll_terms_set"
    saying: ClassVar[Any] = _("{actor} a dit qui doit venir à une rencontre.")

    meeting: int
    quorum: int
