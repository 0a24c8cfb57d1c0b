"""What happens to a file."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Started(Event):
    """A file was begun."""

    kind: ClassVar[str] = "applications.started"
    saying: ClassVar[Any] = _("{actor} a commencé une candidature.")

    application: int
    edition: int


@dataclass(frozen=True)
class Prefilled(Event):
    """Answers of a former file of the same body were taken into this one."""

    kind: ClassVar[str] = "applications.prefilled"
    saying: ClassVar[Any] = _("{actor} a repris des réponses d’un ancien dossier.")

    application: int
    former: int
    questions: list[str]


@dataclass(frozen=True)
class TeamChanged(Event):
    """Someone joined, left or changed part in the team."""

    kind: ClassVar[str] = "applications.team_changed"
    saying: ClassVar[Any] = _("{actor} a modifié l’équipe.")

    application: int
    member: int
    change: str


@dataclass(frozen=True)
class Deposited(Event):
    """A file was handed in, whole and frozen."""

    kind: ClassVar[str] = "applications.deposited"
    saying: ClassVar[Any] = _("{actor} a déposé la candidature (dépôt n° {number}).")

    application: int
    deposit: int
    number: int
    digest: str


@dataclass(frozen=True)
class Withdrawn(Event):
    """A file was withdrawn by its team."""

    kind: ClassVar[str] = "applications.withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré la candidature.")

    application: int


@dataclass(frozen=True)
class HandedOn(Event):
    """The file has another owner."""

    kind: ClassVar[str] = "applications.handed_on"
    saying: ClassVar[Any] = _("{actor} a confié la candidature à une autre personne de l’équipe.")

    application: int
    owner: int


@dataclass(frozen=True)
class Attached(Event):
    """A file was joined to a question."""

    kind: ClassVar[str] = "applications.attached"
    saying: ClassVar[Any] = _("{actor} a joint une pièce à la candidature.")

    application: int
    attachment: int
    question: str
    digest: str


@dataclass(frozen=True)
class UploadBegun(Event):
    """A large file is on its way, piece by piece."""

    kind: ClassVar[str] = "applications.upload_begun"
    saying: ClassVar[Any] = _("{actor} a commencé l’envoi d’une pièce.")

    application: int
    upload: int
    question: str
    size: int


@dataclass(frozen=True)
class UploadDropped(Event):
    """A file on its way was forgotten: refused once whole, or never finished."""

    kind: ClassVar[str] = "applications.upload_dropped"
    saying: ClassVar[Any] = _("L’envoi d’une pièce a été abandonné.")

    application: int
    upload: int
    received: int


@dataclass(frozen=True)
class Detached(Event):
    """A joined file was taken away; the deposits that name it keep it."""

    kind: ClassVar[str] = "applications.detached"
    saying: ClassVar[Any] = _("{actor} a retiré une pièce de la candidature.")

    application: int
    attachment: int


@dataclass(frozen=True)
class ReceiptAsked(Event):
    """Someone of the team asked for the receipt of a deposit again."""

    kind: ClassVar[str] = "applications.receipt_asked"
    saying: ClassVar[Any] = _("{actor} a redemandé l’accusé de réception du dépôt n° {number}.")

    application: int
    deposit: int
    number: int


@dataclass(frozen=True)
class ContentPurged(Event):
    """What the call no longer keeps of a file was erased; its digest and its day stay."""

    kind: ClassVar[str] = "applications.content_purged"
    saying: ClassVar[Any] = _("Le contenu d’un dossier a été effacé, au terme dit par l’appel.")

    application: int
    questions: tuple[str, ...]


@dataclass(frozen=True)
class PieceDated(Event):
    """Someone said the date of a document joined to the file."""

    kind: ClassVar[str] = "applications.piece_dated"
    saying: ClassVar[Any] = _("{actor} a daté une pièce jointe.")

    application: int
    attachment: int


@dataclass(frozen=True)
class AttendanceNoted(Event):
    """The team noted whether a candidate was at a mandatory date of the call."""

    kind: ClassVar[str] = "applications.attendance_noted"
    saying: ClassVar[Any] = _("{actor} a noté une présence à une date de l’appel.")

    application: int
    milestone: str
    there: bool


@dataclass(frozen=True)
class CopyReceived(Event):
    """The signed copy of a file reached the organiser."""

    kind: ClassVar[str] = "applications.copy_received"
    saying: ClassVar[Any] = _("{actor} a noté la réception de l’exemplaire signé.")

    application: int
    copies: int


@dataclass(frozen=True)
class MergerProposed(Event):
    """The team of the house proposes that two files become one."""

    kind: ClassVar[str] = "applications.merger_proposed"
    saying: ClassVar[Any] = _("{actor} a proposé de réunir deux candidatures.")

    application: int
    absorbed: int
    merger: int


@dataclass(frozen=True)
class MergerAnswered(Event):
    """A team agreed that its file joins another, or refused."""

    kind: ClassVar[str] = "applications.merger_answered"
    saying: ClassVar[Any] = _("{actor} a répondu à la réunion de deux candidatures.")

    application: int
    merger: int
    agreed: bool


@dataclass(frozen=True)
class Merged(Event):
    """A file joined another: its team writes there, its text may be taken up there."""

    kind: ClassVar[str] = "applications.merged"
    saying: ClassVar[Any] = _("{actor} a réuni deux candidatures.")

    application: int
    absorbed: int
    merger: int


@dataclass(frozen=True)
class Referred(Event):
    """A territory was directed to what may serve it next."""

    kind: ClassVar[str] = "applications.referred"
    saying: ClassVar[Any] = _("{actor} a orienté une équipe vers une autre suite.")

    application: int
    referral: int
