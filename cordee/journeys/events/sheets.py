"""What happens to the paper of a meeting."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class ScanAttached(Event):
    """A signed page of the printed sheet was brought back."""

    kind: ClassVar[str] = "journeys.scan_attached"
    saying: ClassVar[Any] = _("{actor} a joint la page {page} de la feuille signée.")

    meeting: int
    scan: int
    page: int
    digest: str


@dataclass(frozen=True)
class ScanRemoved(Event):
    """A signed page was taken away."""

    kind: ClassVar[str] = "journeys.scan_removed"
    saying: ClassVar[Any] = _("{actor} a retiré une page de la feuille signée.")

    meeting: int
    scan: int


@dataclass(frozen=True)
class MarksHeld(Event):
    """Marks came to a sheet that was closed meanwhile: they wait."""

    kind: ClassVar[str] = "journeys.marks_held"
    saying: ClassVar[Any] = _("Des présences sont arrivées après la clôture ({count}).")

    meeting: int
    count: int


@dataclass(frozen=True)
class MarksSettled(Event):
    """Marks that waited were written on the closed sheet, or set aside."""

    kind: ClassVar[str] = "journeys.marks_settled"
    saying: ClassVar[Any] = _(
        "{actor} a statué sur {count:présence arrivée|présences arrivées} trop tard."
    )

    meeting: int
    count: int
    kept: bool
