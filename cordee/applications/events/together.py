"""What members of a team say to one another and answer for."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Commented(Event):
    """A member said something to the others about a question; the words stay with the team."""

    kind: ClassVar[str] = "applications.commented"
    saying: ClassVar[Any] = _("{actor} a laissé un commentaire à l’équipe candidate.")

    application: int
    comment: int
    question: str


@dataclass(frozen=True)
class CommentSettled(Event):
    """A comment found its answer."""

    kind: ClassVar[str] = "applications.comment_settled"
    saying: ClassVar[Any] = _("{actor} a réglé un commentaire de l’équipe candidate.")

    application: int
    comment: int


@dataclass(frozen=True)
class ApprovalAsked(Event):
    """The approval of a file was asked of one of those who must give it."""

    kind: ClassVar[str] = "applications.approval_asked"
    saying: ClassVar[Any] = _("{actor} a demandé un accord sur la candidature.")

    application: int
    approval: int


@dataclass(frozen=True)
class ApprovalWithdrawn(Event):
    """A signatory took her approval back, by her own link."""

    kind: ClassVar[str] = "applications.approval_withdrawn"
    saying: ClassVar[Any] = _("Une personne signataire a retiré son accord.")

    application: int
    approval: int


@dataclass(frozen=True)
class ReferenceAsked(Event):
    """Someone named in a file was asked for her letter."""

    kind: ClassVar[str] = "applications.reference_asked"
    saying: ClassVar[Any] = _("{actor} a demandé une lettre à une personne référente.")

    application: int
    reference: int


@dataclass(frozen=True)
class ReferenceAnswered(Event):
    """A referee deposited her letter by her own link, or said that she will write none."""

    kind: ClassVar[str] = "applications.reference_answered"
    saying: ClassVar[Any] = _("Une personne référente a répondu par son lien.")

    application: int
    reference: int
    given: bool


@dataclass(frozen=True)
class ApprovalAnswered(Event):
    """A signatory answered by her own link, without account."""

    kind: ClassVar[str] = "applications.approval_answered"
    saying: ClassVar[Any] = _("Une personne signataire a répondu à la demande d’accord.")

    application: int
    approval: int
    given: bool
