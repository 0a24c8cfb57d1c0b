"""What happens to the entries of a logbook; what stays private leaves no trace."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class EntryShared(Event):
    """Someone let others read an entry of her logbook."""

    kind: ClassVar[str] = "learning.entry_shared"
    saying: ClassVar[Any] = _("{actor} a partagé une entrée de son journal de bord.")

    entry: int
    audience: str


@dataclass(frozen=True)
class EntryTakenBack(Event):
    """Someone took an entry back for herself."""

    kind: ClassVar[str] = "learning.entry_taken_back"
    saying: ClassVar[Any] = _("{actor} a repris une entrée de son journal de bord.")

    entry: int


@dataclass(frozen=True)
class ExtractAsked(Event):
    """The staff asked to quote an entry."""

    kind: ClassVar[str] = "learning.extract_asked"
    saying: ClassVar[Any] = _("{actor} a demandé à citer une entrée d’un journal de bord.")

    extract: int
    use: str


@dataclass(frozen=True)
class ExtractAnswered(Event):
    """The author said whether she may be quoted."""

    kind: ClassVar[str] = "learning.extract_answered"
    saying: ClassVar[Any] = _("{actor} a répondu à une demande de citation.")

    extract: int
    answer: str


@dataclass(frozen=True)
class ExtractWithdrawn(Event):
    """The author no longer wants to be quoted."""

    kind: ClassVar[str] = "learning.extract_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré son accord à une citation.")

    extract: int


@dataclass(frozen=True)
class ExtractTakenOut(Event):
    """Words copied by hand were taken out of where they had been printed."""

    kind: ClassVar[str] = "learning.extract_taken_out"
    saying: ClassVar[Any] = _("{actor} a ôté une citation dont l’accord était retiré.")

    extract: int


@dataclass(frozen=True)
class ExtractUsed(Event):
    """A quotation was printed somewhere."""

    kind: ClassVar[str] = "learning.extract_used"
    saying: ClassVar[Any] = _("{actor} a utilisé une citation.")

    extract: int
