"""What happens to the rules of a call."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Published(Event):
    """A call was published, under these rules."""

    kind: ClassVar[str] = "calls.published"
    saying: ClassVar[Any] = _("{actor} a publié l’appel.")

    edition: int
    version: int
    digest: str


@dataclass(frozen=True)
class Amended(Event):
    """The rules of a published call changed."""

    kind: ClassVar[str] = "calls.amended"
    saying: ClassVar[Any] = _("{actor} a modifié l’appel (version {version}).")

    edition: int
    version: int
    digest: str
    promised: bool


@dataclass(frozen=True)
class Archived(Event):
    """A call was put away; it stays readable."""

    kind: ClassVar[str] = "calls.archived"
    saying: ClassVar[Any] = _("{actor} a archivé l’appel.")

    edition: int
