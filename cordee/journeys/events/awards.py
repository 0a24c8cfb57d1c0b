"""What happens to the money a winner receives."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class AwardGiven(Event):
    """An aid was given to a territory, by rule or by somebody."""

    kind: ClassVar[str] = "journeys.award_given"
    saying: ClassVar[Any] = _("Une aide est accordée à un territoire.")

    participation: int
    award: int


@dataclass(frozen=True)
class AwardWithdrawn(Event):
    """An aid was taken back before any payment."""

    kind: ClassVar[str] = "journeys.award_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré une aide accordée.")

    participation: int
    award: int


@dataclass(frozen=True)
class AwardHeld(Event):
    """What the rule would give was not given; `code` names the condition that refuses it."""

    kind: ClassVar[str] = "journeys.award_held"
    saying: ClassVar[Any] = _("Une aide n’est pas donnée par la règle : une condition s’y oppose.")

    participation: int
    grant: str
    code: str


@dataclass(frozen=True)
class ShareCorrected(Event):
    """A contribution that is a share of the aid followed it: from so much to so much."""

    kind: ClassVar[str] = "journeys.share_corrected"
    saying: ClassVar[Any] = _(
        "Une contribution suit l’aide qui a changé : de {before:money} à {after:money}."
    )

    participation: int
    fee: str
    before: str
    after: str


@dataclass(frozen=True)
class PayoutReleased(Event):
    """A payment is due; `forced` when something it waited for was passed over with a reason."""

    kind: ClassVar[str] = "journeys.payout_released"
    saying: ClassVar[Any] = _("{actor} a débloqué un versement.")

    participation: int
    payout: int
    forced: bool


@dataclass(frozen=True)
class PayoutPaid(Event):
    """A payment was made."""

    kind: ClassVar[str] = "journeys.payout_paid"
    saying: ClassVar[Any] = _("{actor} a inscrit un versement fait.")

    participation: int
    payout: int


@dataclass(frozen=True)
class Spent(Event):
    """A territory said how much of its aid is spent."""

    kind: ClassVar[str] = "journeys.spent"
    saying: ClassVar[Any] = _("{actor} a déclaré une somme dépensée.")

    participation: int
    award: int
