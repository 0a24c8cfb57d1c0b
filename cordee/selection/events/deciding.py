"""What happens in a jury once the marks are there: proposals, moves, decisions."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Proposed(Event):
    """The balanced choice was computed and put to the panel."""

    kind: ClassVar[str] = "selection.proposed"
    saying: ClassVar[Any] = _("{actor} a calculé une proposition de choix.")

    deliberation: int
    digest: str


@dataclass(frozen=True)
class Moved(Event):
    """The jury moved a file out of the place the rules proposed, and said why."""

    kind: ClassVar[str] = "selection.moved"
    saying: ClassVar[Any] = _("{actor} a déplacé un dossier dans le choix.")

    deliberation: int
    deposit: str
    into: str


@dataclass(frozen=True)
class Worded(Event):
    """The reasons of a file were written."""

    kind: ClassVar[str] = "selection.worded"
    saying: ClassVar[Any] = _("{actor} a rédigé les motifs d’un dossier.")

    deliberation: int
    deposit: str


@dataclass(frozen=True)
class Ruled(Event):
    """The decision was taken, in private."""

    kind: ClassVar[str] = "selection.ruled"
    saying: ClassVar[Any] = _("{actor} a arrêté la décision.")

    ruling: int
    edition: int
    digest: str


@dataclass(frozen=True)
class Placed(Event):
    """The wishes of the winners were worked on: ranks of a host, computed, moved, settled."""

    kind: ClassVar[str] = "selection.placed"
    saying: ClassVar[Any] = _("{actor} a travaillé aux affectations selon les vœux.")

    ruling: int
    act: str
    digest: str = ""


@dataclass(frozen=True)
class Released(Event):
    """The results were released, to everybody at the same instant."""

    kind: ClassVar[str] = "selection.released"
    saying: ClassVar[Any] = _("{actor} a publié les résultats.")

    ruling: int
    edition: int
    final: bool = True
    """False when the stage only opens another step of the call."""


@dataclass(frozen=True)
class MinutesSigned(Event):
    """The signed minutes were kept."""

    kind: ClassVar[str] = "selection.minutes_signed"
    saying: ClassVar[Any] = _("{actor} a rangé le procès-verbal signé.")

    ruling: int
    sha256: str


@dataclass(frozen=True)
class Followed(Event):
    """Something followed a result: a place confirmed, given back, contested…."""

    kind: ClassVar[str] = "selection.followed"
    saying: ClassVar[Any] = _("{actor} a consigné une suite d’un résultat.")

    outcome: int
    act: str


@dataclass(frozen=True)
class Promoted(Event):
    """A place was offered after the decision."""

    kind: ClassVar[str] = "selection.promoted"
    saying: ClassVar[Any] = _("{actor} a proposé une place de la liste de réserve.")

    outcome: int
    ruling: int
    edition: int


@dataclass(frozen=True)
class PlaceFreed(Event):
    """A place was given back, or its delay passed."""

    kind: ClassVar[str] = "selection.place_freed"
    saying: ClassVar[Any] = _("{actor} a noté une place rendue.")

    outcome: int
    ruling: int
    edition: int
