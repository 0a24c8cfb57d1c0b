"""What happens to resources and to questions."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class ResourceMoved(Event):
    """A resource was written, reviewed, published, or put back."""

    kind: ClassVar[str] = "learning.resource_moved"
    saying: ClassVar[Any] = _("{actor} a mis à jour une ressource de la mallette.")

    resource: int
    state: str


@dataclass(frozen=True)
class ResourceRemoved(Event):
    """A resource was taken away."""

    kind: ClassVar[str] = "learning.resource_removed"
    saying: ClassVar[Any] = _("{actor} a retiré une ressource de la mallette.")

    resource: int


@dataclass(frozen=True)
class ResourceBound(Event):
    """Those who are filmed said how far a film may go."""

    kind: ClassVar[str] = "learning.resource_bound"
    saying: ClassVar[Any] = _("Les accords des personnes filmées bornent qui trouve un film.")

    resource: int
    audience: str


@dataclass(frozen=True)
class TakenUp(Event):
    """A resource was taken up elsewhere."""

    kind: ClassVar[str] = "learning.taken_up"
    saying: ClassVar[Any] = _("{actor} a noté la reprise d’une ressource.")

    takeup: int


@dataclass(frozen=True)
class TakeUpCancelled(Event):
    """A take-up was noted by mistake."""

    kind: ClassVar[str] = "learning.takeup_cancelled"
    saying: ClassVar[Any] = _("{actor} a rayé la reprise d’une ressource.")

    takeup: int


@dataclass(frozen=True)
class QuestionAsked(Event):
    """Someone asked the staff."""

    kind: ClassVar[str] = "learning.question_asked"
    saying: ClassVar[Any] = _("{actor} a posé une question à l’équipe d’animation.")

    question: int


@dataclass(frozen=True)
class QuestionAssigned(Event):
    """Someone of the staff takes a question."""

    kind: ClassVar[str] = "learning.question_assigned"
    saying: ClassVar[Any] = _("{actor} a confié une question.")

    question: int


@dataclass(frozen=True)
class QuestionFollowed(Event):
    """A word was said about a question; `state` says who is waited for now."""

    kind: ClassVar[str] = "learning.question_followed"
    saying: ClassVar[Any] = _("{actor} a suivi une question.")

    question: int
    note: int
    state: str


@dataclass(frozen=True)
class QuestionAnswered(Event):
    """A question received its answer."""

    kind: ClassVar[str] = "learning.question_answered"
    saying: ClassVar[Any] = _("{actor} a répondu à une question.")

    question: int


@dataclass(frozen=True)
class QuestionClosed(Event):
    """A question is over."""

    kind: ClassVar[str] = "learning.question_closed"
    saying: ClassVar[Any] = _("{actor} a clos une question.")

    question: int


@dataclass(frozen=True)
class QuestionPromoted(Event):
    """An answer became a sheet for others, without a name."""

    kind: ClassVar[str] = "learning.question_promoted"
    saying: ClassVar[Any] = _("{actor} a fait d’une réponse une fiche.")

    question: int
    resource: int


@dataclass(frozen=True)
class ThemesTold(Event):
    """It was said which themes a meeting treated."""

    kind: ClassVar[str] = "learning.themes_told"
    saying: ClassVar[Any] = _("{actor} a dit quels thèmes une rencontre a traités.")

    meeting: int
    themes: int
