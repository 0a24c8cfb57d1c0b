"""What happens to minutes, to the directory and to introductions."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class MinutesOpened(Event):
    """Minutes are to be written."""

    kind: ClassVar[str] = "learning.minutes_opened"
    saying: ClassVar[Any] = _("{actor} a ouvert un compte rendu à plusieurs.")

    minutes: int


@dataclass(frozen=True)
class PartEntrusted(Event):
    """A part of the minutes was entrusted to someone."""

    kind: ClassVar[str] = "learning.part_entrusted"
    saying: ClassVar[Any] = _("{actor} a confié une partie d’un compte rendu.")

    part: int
    person: int | None


@dataclass(frozen=True)
class MinutesPublished(Event):
    """The minutes were compiled and published."""

    kind: ClassVar[str] = "learning.minutes_published"
    saying: ClassVar[Any] = _("{actor} a publié un compte rendu.")

    minutes: int
    digest: str


@dataclass(frozen=True)
class CardShown(Event):
    """Someone said what her peers find about her."""

    kind: ClassVar[str] = "learning.card_shown"
    saying: ClassVar[Any] = _("{actor} a choisi ce que montre sa fiche d’annuaire.")

    card: int


@dataclass(frozen=True)
class CardTakenAway(Event):
    """Someone left the directory."""

    kind: ClassVar[str] = "learning.card_taken_away"
    saying: ClassVar[Any] = _("{actor} a quitté l’annuaire des pairs.")

    card: int


@dataclass(frozen=True)
class IntroductionAsked(Event):
    """Someone asks to talk with a peer."""

    kind: ClassVar[str] = "learning.introduction_asked"
    saying: ClassVar[Any] = _("{actor} a demandé une mise en relation.")

    introduction: int


@dataclass(frozen=True)
class IntroductionAnswered(Event):
    """A peer accepted, declined, or the asker gave up."""

    kind: ClassVar[str] = "learning.introduction_answered"
    saying: ClassVar[Any] = _("{actor} a répondu à une mise en relation.")

    introduction: int
    state: str


@dataclass(frozen=True)
class IntroductionFollowed(Event):
    """One of the two said what became of it."""

    kind: ClassVar[str] = "learning.introduction_followed"
    saying: ClassVar[Any] = _("{actor} a donné des nouvelles d’une mise en relation.")

    introduction: int
    outcome: str
