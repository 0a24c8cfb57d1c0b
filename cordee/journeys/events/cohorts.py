"""What happens in the year of a cohort."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Begun(Event):
    """A cohort set out."""

    kind: ClassVar[str] = "journeys.begun"
    saying: ClassVar[Any] = _("La cohorte est constituée.")

    cohort: int
    edition: int


@dataclass(frozen=True)
class DelegationChanged(Event):
    """Someone joined, left or replaced someone in a delegation."""

    kind: ClassVar[str] = "journeys.delegation_changed"
    saying: ClassVar[Any] = _("{actor} a modifié la délégation.")

    participation: int
    delegate: int
    change: str


@dataclass(frozen=True)
class MeetingMoved(Event):
    """A meeting changed: date fixed, hour, place, mode; subscribers see it at once."""

    kind: ClassVar[str] = "journeys.meeting_moved"
    saying: ClassVar[Any] = _("{actor} a annoncé un changement de rencontre.")

    meeting: int
    sequence: int


@dataclass(frozen=True)
class MeetingClosed(Event):
    """The attendance sheet of a meeting is closed."""

    kind: ClassVar[str] = "journeys.meeting_closed"
    saying: ClassVar[Any] = _("{actor} a clos la feuille de présence.")

    meeting: int


@dataclass(frozen=True)
class Signed(Event):
    """Half-days were written on an attendance sheet."""

    kind: ClassVar[str] = "journeys.signed"
    saying: ClassVar[Any] = _("{actor} a renseigné la feuille de présence.")

    meeting: int
    delegate: int
    status: str
    halves: int


@dataclass(frozen=True)
class Shown(Event):
    """A territory showed evidence of a pledge."""

    kind: ClassVar[str] = "journeys.shown"
    saying: ClassVar[Any] = _("{actor} a déposé une preuve d’engagement.")

    participation: int
    pledge: str


@dataclass(frozen=True)
class EvidenceTakenBack(Event):
    """A piece of evidence that was wrong was taken back."""

    kind: ClassVar[str] = "journeys.evidence_taken_back"
    saying: ClassVar[Any] = _("{actor} a retiré une preuve d’engagement.")

    participation: int
    pledge: str


@dataclass(frozen=True)
class Accepted(Event):
    """Someone of a delegation accepted a rule of conduct."""

    kind: ClassVar[str] = "journeys.accepted"
    saying: ClassVar[Any] = _("{actor} a accepté une règle du programme.")

    participation: int
    pledge: str


@dataclass(frozen=True)
class Overridden(Event):
    """The staff settled a pledge by hand, with a reason."""

    kind: ClassVar[str] = "journeys.overridden"
    saying: ClassVar[Any] = _("{actor} a statué sur un engagement.")

    participation: int
    pledge: str
    verdict: str


@dataclass(frozen=True)
class CharterGiven(Event):
    """The charter was handed to a territory."""

    kind: ClassVar[str] = "journeys.charter_given"
    saying: ClassVar[Any] = _("{actor} a remis la charte.")

    participation: int


@dataclass(frozen=True)
class CharterSent(Event):
    """The charter was sent to whoever signs it; `address` is the SHA-256 of hers."""

    kind: ClassVar[str] = "journeys.charter_sent"
    saying: ClassVar[Any] = _("{actor} a envoyé la charte à signer.")

    participation: int
    address: str


@dataclass(frozen=True)
class CharterSigned(Event):
    """The charter of a territory came back signed."""

    kind: ClassVar[str] = "journeys.charter_signed"
    saying: ClassVar[Any] = _("{actor} a enregistré la charte signée.")

    participation: int
    digest: str


@dataclass(frozen=True)
class CharterSealed(Event):
    """The signed copy of a charter bears the seal of the installation."""

    kind: ClassVar[str] = "journeys.charter_sealed"
    saying: ClassVar[Any] = _("La copie signée d’une charte est scellée.")

    participation: int
    digest: str


@dataclass(frozen=True)
class Claimed(Event):
    """A contribution was asked for, or was paid."""

    kind: ClassVar[str] = "journeys.claimed"
    saying: ClassVar[Any] = _("{actor} a mis à jour une contribution.")

    participation: int
    charge: int
    state: str
    claim: int = 0
    """The paper, when there is one."""


@dataclass(frozen=True)
class Left(Event):
    """A territory left the cohort."""

    kind: ClassVar[str] = "journeys.left"
    saying: ClassVar[Any] = _("{actor} a enregistré le départ d’un territoire.")

    participation: int
