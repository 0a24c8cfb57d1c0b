"""What happens to words given and to experience told."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Gathered(Event):
    """Words were gathered; those who speak are asked for their consent."""

    kind: ClassVar[str] = "strategy.gathered"
    saying: ClassVar[Any] = _("{actor} a recueilli un témoignage.")

    verbatim: int


@dataclass(frozen=True)
class Consented(Event):
    """A voice said yes, up to a circle."""

    kind: ClassVar[str] = "strategy.consented"
    saying: ClassVar[Any] = _("L’accord d’une personne est enregistré pour un témoignage.")

    voice: int
    scope: str
    how: str


@dataclass(frozen=True)
class Withdrawn(Event):
    """A voice said no, or took its words back: whatever quoted them has lost them."""

    kind: ClassVar[str] = "strategy.withdrawn"
    saying: ClassVar[Any] = _("Un témoignage est retiré de {quotations:publication|publications}.")

    verbatim: int
    quotations: int


@dataclass(frozen=True)
class SheetKept(Event):
    """A sheet of experience was written."""

    kind: ClassVar[str] = "strategy.sheet_kept"
    saying: ClassVar[Any] = _("{actor} a écrit une fiche d’expérience.")

    sheet: int
    audience: str


@dataclass(frozen=True)
class SheetReviewed(Event):
    """The team read a sheet and let it go farther, or said why not."""

    kind: ClassVar[str] = "strategy.sheet_reviewed"
    saying: ClassVar[Any] = _("{actor} a relu une fiche d’expérience.")

    sheet: int
    audience: str


@dataclass(frozen=True)
class SheetWithdrawn(Event):
    """A sheet was taken back."""

    kind: ClassVar[str] = "strategy.sheet_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré une fiche d’expérience.")

    sheet: int
