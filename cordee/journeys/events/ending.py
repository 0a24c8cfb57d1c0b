"""What happens when a year ends."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class YearEnded(Event):
    """The year of a cohort is over: its people are alumni from that day (ISO 8601)."""

    kind: ClassVar[str] = "journeys.year_ended"
    saying: ClassVar[Any] = _("{actor} a clos l’année d’une cohorte.")

    cohort: int
    on: str
