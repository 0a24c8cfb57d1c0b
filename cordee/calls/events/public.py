"""What happens around a call in public: questions, answers, information meetings."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class Asked(Event):
    """Someone asked a question about a call."""

    kind: ClassVar[str] = "calls.asked"
    saying: ClassVar[Any] = _("Une question a été posée sur l’appel.")

    inquiry: int
    edition: int


@dataclass(frozen=True)
class Answered(Event):
    """A question was answered, for everyone; `again` when the answer is corrected."""

    kind: ClassVar[str] = "calls.answered"
    saying: ClassVar[Any] = _("{actor} a répondu publiquement à une question sur l’appel.")

    inquiry: int
    edition: int
    again: bool


@dataclass(frozen=True)
class Dismissed(Event):
    """A question will not be answered in public; the reason is kept."""

    kind: ClassVar[str] = "calls.dismissed"
    saying: ClassVar[Any] = _("{actor} a écarté une question sur l’appel.")

    inquiry: int
    edition: int


@dataclass(frozen=True)
class BriefingOpened(Event):
    """An information meeting was announced."""

    kind: ClassVar[str] = "calls.briefing_opened"
    saying: ClassVar[Any] = _("{actor} a annoncé une réunion d’information.")

    briefing: int
    edition: int


@dataclass(frozen=True)
class BriefingChanged(Event):
    """An information meeting changed; those registered are told when `told`."""

    kind: ClassVar[str] = "calls.briefing_changed"
    saying: ClassVar[Any] = _("{actor} a modifié une réunion d’information.")

    briefing: int
    edition: int
    told: bool


@dataclass(frozen=True)
class BriefingCancelled(Event):
    """An information meeting will not take place."""

    kind: ClassVar[str] = "calls.briefing_cancelled"
    saying: ClassVar[Any] = _("{actor} a annulé une réunion d’information.")

    briefing: int
    edition: int


@dataclass(frozen=True)
class Registered(Event):
    """Someone registered for an information meeting."""

    kind: ClassVar[str] = "calls.registered"
    saying: ClassVar[Any] = _("Une personne s’est inscrite à une réunion d’information.")

    briefing: int
    registration: int


@dataclass(frozen=True)
class Followed(Event):
    """An address asked to be told of a call, or of those a search finds."""

    kind: ClassVar[str] = "calls.followed"
    saying: ClassVar[Any] = _("Une adresse a demandé à suivre des appels.")

    subscription: int
    edition: int | None


@dataclass(frozen=True)
class FollowConfirmed(Event):
    """That address agreed: letters may leave."""

    kind: ClassVar[str] = "calls.follow_confirmed"
    saying: ClassVar[Any] = _("Une adresse a confirmé vouloir suivre des appels.")

    subscription: int


@dataclass(frozen=True)
class Unfollowed(Event):
    """An address is told nothing more."""

    kind: ClassVar[str] = "calls.unfollowed"
    saying: ClassVar[Any] = _("Une adresse ne suit plus d’appels.")

    subscription: int


@dataclass(frozen=True)
class Unregistered(Event):
    """Someone gave her place back."""

    kind: ClassVar[str] = "calls.unregistered"
    saying: ClassVar[Any] = _("Une personne s’est désinscrite d’une réunion d’information.")

    briefing: int
    registration: int
