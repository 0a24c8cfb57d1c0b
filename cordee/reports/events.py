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


@dataclass(frozen=True)
class Begun(Event):
    """Someone began to write a report."""

    kind: ClassVar[str] = "reports.begun"
    saying: ClassVar[Any] = _("{actor} a commencé la rédaction d’un bilan.")

    report_draft: int


@dataclass(frozen=True)
class PlanChanged(Event):
    """The plan of a report changed: a part added, moved, renamed or taken out."""

    kind: ClassVar[str] = "reports.plan_changed"
    saying: ClassVar[Any] = _("{actor} a changé le plan d’un bilan.")

    report_draft: int
    section: str
    change: str


@dataclass(frozen=True)
class AccountsChanged(Event):
    """The accounts or the declared figures of a report changed."""

    kind: ClassVar[str] = "reports.accounts_changed"
    saying: ClassVar[Any] = _("{actor} a changé les comptes ou les chiffres déclarés d’un bilan.")

    report_draft: int
    change: str
