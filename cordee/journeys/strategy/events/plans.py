"""What happens to a strategy."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Opened(Event):
    """A delegation chose who reads its strategy."""

    kind: ClassVar[str] = "strategy.opened"
    saying: ClassVar[Any] = _("{actor} a choisi qui lit la stratégie.")

    strategy: int
    audience: str


@dataclass(frozen=True)
class Restored(Event):
    """An earlier text of a section is in force again."""

    kind: ClassVar[str] = "strategy.restored"
    saying: ClassVar[Any] = _("{actor} a remis une version antérieure d’une partie.")

    passage: int
    version: int


@dataclass(frozen=True)
class Remarked(Event):
    """Someone said something of a section."""

    kind: ClassVar[str] = "strategy.remarked"
    saying: ClassVar[Any] = _("{actor} a commenté une stratégie.")

    remark: int
    strategy: int


@dataclass(frozen=True)
class RemarkSettled(Event):
    """The delegation says what it made of a remark."""

    kind: ClassVar[str] = "strategy.remark_settled"
    saying: ClassVar[Any] = _("{actor} a répondu à une remarque.")

    remark: int


@dataclass(frozen=True)
class RemarkWithdrawn(Event):
    """Whoever wrote a remark took it back."""

    kind: ClassVar[str] = "strategy.remark_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré sa remarque.")

    remark: int


@dataclass(frozen=True)
class ActionChanged(Event):
    """An action was written or changed state."""

    kind: ClassVar[str] = "strategy.action_changed"
    saying: ClassVar[Any] = _("{actor} a mis à jour une action.")

    action: int
    state: str


@dataclass(frozen=True)
class ActionRemoved(Event):
    """An action was taken away."""

    kind: ClassVar[str] = "strategy.action_removed"
    saying: ClassVar[Any] = _("{actor} a retiré une action.")

    action: int


@dataclass(frozen=True)
class Finished(Event):
    """A territory handed in its final strategy."""

    kind: ClassVar[str] = "strategy.finished"
    saying: ClassVar[Any] = _("{actor} a rendu la stratégie finale.")

    strategy: int
    final: int
    digest: str


@dataclass(frozen=True)
class Reopened(Event):
    """A final strategy is written again, for a reason."""

    kind: ClassVar[str] = "strategy.reopened"
    saying: ClassVar[Any] = _("{actor} a rouvert une stratégie finale.")

    strategy: int
    final: int
