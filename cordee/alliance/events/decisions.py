"""What happens to decisions on money; reasons and names stay in their tables."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class MoneyDecided(Event):
    """An organ decided of a sum."""

    kind: ClassVar[str] = "alliance.money_decided"
    saying: ClassVar[Any] = _("{actor} a inscrit une décision sur l’argent : {amount:money}.")

    decision: int
    organ: int
    amount: str
    adopted: bool
    digest: str


@dataclass(frozen=True)
class DecisionStruck(Event):
    """A decision was recorded by mistake; it stays readable."""

    kind: ClassVar[str] = "alliance.decision_struck"
    saying: ClassVar[Any] = _("{actor} a rayé une décision inscrite par erreur.")

    decision: int


@dataclass(frozen=True)
class DecisionObjected(Event):
    """Somebody objected to a decision (R219)."""

    kind: ClassVar[str] = "alliance.decision_objected"
    saying: ClassVar[Any] = _("{actor} a consigné une objection à une décision.")

    objection: int
    decision: int


@dataclass(frozen=True)
class DecisionObjectionAnswered(Event):
    """An objection was answered; `outcome` is `heeded`, `withdrawn` or `kept`."""

    kind: ClassVar[str] = "alliance.objection_answered"
    saying: ClassVar[Any] = _("{actor} a consigné la réponse à une objection.")

    objection: int
    outcome: str
