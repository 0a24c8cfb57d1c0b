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
