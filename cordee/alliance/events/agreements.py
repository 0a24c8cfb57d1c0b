"""What happens to conventions."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class AgreementWritten(Event):
    """A convention was written down; `renews` is the one it follows, 0 when it is the first."""

    kind: ClassVar[str] = "alliance.agreement_written"
    saying: ClassVar[Any] = _("{actor} a inscrit une convention.")

    agreement: int
    renews: int


@dataclass(frozen=True)
class AgreementLetEnd(Event):
    """A convention ends without another."""

    kind: ClassVar[str] = "alliance.agreement_let_end"
    saying: ClassVar[Any] = _("{actor} laisse une convention finir.")

    agreement: int
