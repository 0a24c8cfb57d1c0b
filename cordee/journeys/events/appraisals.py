"""What is said of the results of a year."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Appraised(Event):
    """Where an expected result stands was said of a territory, or what it does next."""

    kind: ClassVar[str] = "journeys.appraised"
    saying: ClassVar[Any] = _("{actor} a dit où en est un résultat attendu.")

    participation: int
    result: str
    state: str
