"""What happens to groups of peers."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Grouped(Event):
    """Groups or pairs are adopted."""

    kind: ClassVar[str] = "journeys.grouped"
    saying: ClassVar[Any] = _("{actor} a adopté des groupes de pairs.")

    cohort: int
    grouping: int
    people: int
