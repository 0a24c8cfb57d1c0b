"""What happens around the public's vote and the seats drawn by lot."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class PaperCounted(Event):
    """What came otherwise than on line was written, with how many could vote."""

    kind: ClassVar[str] = "selection.paper_counted"
    saying: ClassVar[Any] = _("{actor} a saisi les voix reçues hors ligne.")

    panel: int
    voters: int


@dataclass(frozen=True)
class SeatsCommitted(Event):
    """A draw of members was announced: the digest of the list, before chance."""

    kind: ClassVar[str] = "selection.seats_committed"
    saying: ClassVar[Any] = _("{actor} a annoncé un tirage au sort de membres.")

    panel: int
    digest: str


@dataclass(frozen=True)
class SeatsDrawn(Event):
    """Members were drawn by lot."""

    kind: ClassVar[str] = "selection.seats_drawn"
    saying: ClassVar[Any] = _("{actor} a tiré au sort des membres.")

    panel: int
    digest: str
    seed: str


@dataclass(frozen=True)
class Peered(Event):
    """Candidates were given one another's files to read."""

    kind: ClassVar[str] = "selection.peered"
    saying: ClassVar[Any] = _("{actor} a confié des dossiers aux candidats entre eux.")

    panel: int
    seed: str
    many: int
