"""What happens in the organs; reasons and names stay in their tables."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class OrganNamed(Event):
    """An organ decides sums from now on."""

    kind: ClassVar[str] = "alliance.organ_named"
    saying: ClassVar[Any] = _("{actor} a inscrit un organe et les sommes qu’il décide.")

    organ: int


@dataclass(frozen=True)
class MandateGiven(Event):
    """Someone sits in an organ."""

    kind: ClassVar[str] = "alliance.mandate_given"
    saying: ClassVar[Any] = _("{actor} a inscrit un mandat.")

    mandate: int
    organ: int


@dataclass(frozen=True)
class MandateEnded(Event):
    """Someone sits there no more."""

    kind: ClassVar[str] = "alliance.mandate_ended"
    saying: ClassVar[Any] = _("{actor} a mis fin à un mandat.")

    mandate: int


@dataclass(frozen=True)
class MoneyDecided(Event):
    """An organ decided of a sum."""

    kind: ClassVar[str] = "alliance.money_decided"
    saying: ClassVar[Any] = _("{actor} a inscrit une décision sur l’argent : {amount} €.")

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


@dataclass(frozen=True)
class OrganMet(Event):
    """An organ met."""

    kind: ClassVar[str] = "alliance.organ_met"
    saying: ClassVar[Any] = _("{actor} a inscrit une réunion d’un organe.")

    organ_meeting: int
    organ: int


@dataclass(frozen=True)
class AgreementWritten(Event):
    """A convention was written down; `renews` is the one it follows, 0 when it is the first."""

    kind: ClassVar[str] = "alliance.agreement_written"
    saying: ClassVar[Any] = _("{actor} a inscrit une convention.")

    agreement: int
    renews: int


@dataclass(frozen=True)
class AgreementLetEnd(Event):
    """A convention ends without another."""

    kind: ClassVar[str] = "alliance.agreement_let_end"
    saying: ClassVar[Any] = _("{actor} laisse une convention finir.")

    agreement: int
