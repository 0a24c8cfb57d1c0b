"""What happens to a report."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Signed(Event):
    """A report was signed: its figures no longer move."""

    kind: ClassVar[str] = "reports.signed"
    saying: ClassVar[Any] = _("{actor} a arrêté un bilan.")

    report: int
    digest: str
