"""What happens to a draft of a call."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class DraftBegun(Event):
    """Someone began to write a call."""

    kind: ClassVar[str] = "editor.begun"
    saying: ClassVar[Any] = _("{actor} a commencé le brouillon d’un appel.")

    draft: int
    edition: int | None


@dataclass(frozen=True)
class DraftSaved(Event):
    """The draft was saved."""

    kind: ClassVar[str] = "editor.saved"
    saying: ClassVar[Any] = _("{actor} a enregistré le brouillon d’un appel (n° {number}).")

    draft: int
    number: int
    digest: str


@dataclass(frozen=True)
class DraftProposed(Event):
    """A change of promise awaits the direction."""

    kind: ClassVar[str] = "editor.proposed"
    saying: ClassVar[Any] = _("{actor} a demandé l’accord de la direction pour modifier un appel.")

    draft: int
    number: int


@dataclass(frozen=True)
class DraftPublished(Event):
    """What the draft says is in force."""

    kind: ClassVar[str] = "editor.published"
    saying: ClassVar[Any] = _("{actor} a mis en vigueur le brouillon d’un appel.")

    draft: int
    number: int
    version: int


@dataclass(frozen=True)
class DraftClosed(Event):
    """The draft was put away without being published."""

    kind: ClassVar[str] = "editor.closed"
    saying: ClassVar[Any] = _("{actor} a rangé le brouillon d’un appel.")

    draft: int
