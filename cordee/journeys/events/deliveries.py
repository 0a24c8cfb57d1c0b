"""What happens to the deliverables of a year."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Delivered(Event):
    """A deliverable was recorded as given."""

    kind: ClassVar[str] = "journeys.delivered"
    saying: ClassVar[Any] = _("{actor} a inscrit un livrable donné.")

    delivery: int
    deliverable: str


@dataclass(frozen=True)
class DeliveryTakenBack(Event):
    """A record of a deliverable was taken back."""

    kind: ClassVar[str] = "journeys.delivery_taken_back"
    saying: ClassVar[Any] = _("{actor} a retiré un livrable inscrit par erreur.")

    delivery: int
    deliverable: str
