"""What happens to the accounts of a cohort."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class FundingRecorded(Event):
    """What a funder brought was written down."""

    kind: ClassVar[str] = "strategy.funding_recorded"
    saying: ClassVar[Any] = _("{actor} a inscrit l’apport d’un financeur.")

    funding: int


@dataclass(frozen=True)
class FundingCancelled(Event):
    """A line was struck out; it stays readable."""

    kind: ClassVar[str] = "strategy.funding_cancelled"
    saying: ClassVar[Any] = _("{actor} a annulé l’apport d’un financeur.")

    funding: int
