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
