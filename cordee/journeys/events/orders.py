"""What happens to the orders of a framework call."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class OrderGiven(Event):
    """An order was given to a winner."""

    kind: ClassVar[str] = "journeys.order_given"
    saying: ClassVar[Any] = _("{actor} a donné une commande.")

    order: int
    participation: int


@dataclass(frozen=True)
class OrderWithdrawn(Event):
    """An order was withdrawn before its answer."""

    kind: ClassVar[str] = "journeys.order_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré une commande.")

    order: int
    participation: int


@dataclass(frozen=True)
class OrderAnswered(Event):
    """A winner accepted or declined an order."""

    kind: ClassVar[str] = "journeys.order_answered"
    saying: ClassVar[Any] = _("{actor} a inscrit la réponse à une commande.")

    order: int
    participation: int
    state: str
