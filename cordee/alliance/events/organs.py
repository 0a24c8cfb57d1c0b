"""What happens in organs."""

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
class OrganMet(Event):
    """An organ met."""

    kind: ClassVar[str] = "alliance.organ_met"
    saying: ClassVar[Any] = _("{actor} a inscrit une réunion d’un organe.")

    organ_meeting: int
    organ: int
