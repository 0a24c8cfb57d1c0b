"""What happens while a jury is in session; never what was said nor voted."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class SittingOpened(Event):
    """A jury sits."""

    kind: ClassVar[str] = "selection.sitting_opened"
    saying: ClassVar[Any] = _("{actor} a ouvert la séance du jury.")

    sitting: int
    panel: int


@dataclass(frozen=True)
class Proceeded(Event):
    """An act of a sitting was written."""

    kind: ClassVar[str] = "selection.proceeded"
    saying: ClassVar[Any] = _("{actor} a consigné un acte de séance.")

    sitting: int
    act: str


@dataclass(frozen=True)
class Voted(Event):
    """A member answered a ballot; neither here nor elsewhere does it say what."""

    kind: ClassVar[str] = "selection.voted"
    saying: ClassVar[Any] = _("{actor} a voté en séance.")

    ballot: int


@dataclass(frozen=True)
class SlipCast(Event):
    """A member put her voting slip in the box; which files it names is told nowhere here."""

    kind: ClassVar[str] = "selection.slip_cast"
    saying: ClassVar[Any] = _("{actor} a voté : son bulletin est dans l’urne du jury.")

    juror: int
    revision: int


@dataclass(frozen=True)
class ObjectionMade(Event):
    """A member objected (R219); who and why stand in the minutes."""

    kind: ClassVar[str] = "selection.objection_made"
    saying: ClassVar[Any] = _("{actor} a consigné une objection en séance (n° {number}).")

    sitting: int
    objection: int
    number: int


@dataclass(frozen=True)
class ObjectionAnswered(Event):
    """An objection was answered; `outcome` is `heeded`, `withdrawn` or `kept`."""

    kind: ClassVar[str] = "selection.objection_answered"
    saying: ClassVar[Any] = _("{actor} a consigné la réponse à l’objection n° {number}.")

    sitting: int
    objection: int
    number: int
    outcome: str


@dataclass(frozen=True)
class SittingClosed(Event):
    """A sitting ended."""

    kind: ClassVar[str] = "selection.sitting_closed"
    saying: ClassVar[Any] = _("{actor} a levé la séance du jury.")

    sitting: int
