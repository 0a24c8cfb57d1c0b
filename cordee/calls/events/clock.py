"""What happens to the dates of a call."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Extended(Event):
    """A closing was moved later."""

    kind: ClassVar[str] = "calls.extended"
    saying: ClassVar[Any] = _("{actor} a reporté la clôture de l’appel.")

    edition: int
    version: int
    window: str
    before: str
    after: str
