"""What happens among allies; names and words stay in their tables."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class CharterWritten(Event):
    """The charter of the alliance has a new text."""

    kind: ClassVar[str] = "allies.charter_written"
    saying: ClassVar[Any] = _("{actor} a publié un texte de la charte de l’alliance.")

    text: int
    digest: str


@dataclass(frozen=True)
class KindKept(Event):
    """A word of a controlled list was added or retired."""

    kind: ClassVar[str] = "allies.kind_kept"
    saying: ClassVar[Any] = _("{actor} a changé une liste de l’alliance.")

    word: int


@dataclass(frozen=True)
class CustomSet(Event):
    """The delays that make an ally new or active changed."""

    kind: ClassVar[str] = "allies.custom_set"
    saying: ClassVar[Any] = _("{actor} a changé les usages de l’alliance.")

    new_months: int
    active_months: int


@dataclass(frozen=True)
class AllySigned(Event):
    """A structure or a person signed the charter."""

    kind: ClassVar[str] = "allies.signed"
    saying: ClassVar[Any] = _("Une signature de la charte de l’alliance a été inscrite.")

    ally: int
    text: int


@dataclass(frozen=True)
class AllyListed(Event):
    """An ally agreed to be in the public list, or no more."""

    kind: ClassVar[str] = "allies.listed"
    saying: ClassVar[Any] = _("{actor} a changé ce que la liste publique des alliés dit.")

    ally: int
    listed: bool


@dataclass(frozen=True)
class AllyWelcomed(Event):
    """A newcomer was welcomed otherwise than at a permanence."""

    kind: ClassVar[str] = "allies.welcomed"
    saying: ClassVar[Any] = _("{actor} a inscrit l’accueil d’un allié.")

    ally: int


@dataclass(frozen=True)
class AllyLeft(Event):
    """A signature was withdrawn."""

    kind: ClassVar[str] = "allies.left"
    saying: ClassVar[Any] = _("{actor} a retiré une signature de la charte de l’alliance.")

    ally: int


@dataclass(frozen=True)
class Brought(Event):
    """An ally told a method, a principle, an initiative."""

    kind: ClassVar[str] = "allies.brought"
    saying: ClassVar[Any] = _("{actor} a inscrit ce qu’un allié apporte.")

    bringing: int
    ally: int


@dataclass(frozen=True)
class DropInSet(Event):
    """A permanence is held by a rule from now on."""

    kind: ClassVar[str] = "allies.drop_in_set"
    saying: ClassVar[Any] = _("{actor} a réglé une permanence.")

    drop_in: int


@dataclass(frozen=True)
class GatheringKept(Event):
    """A permanence, a session or a meeting was written down, or what is kept of it changed."""

    kind: ClassVar[str] = "allies.gathering_kept"
    saying: ClassVar[Any] = _("{actor} a tenu à jour une rencontre de l’alliance.")

    gathering: int


@dataclass(frozen=True)
class GatheringMissed(Event):
    """It was not held; the reason stays in its table."""

    kind: ClassVar[str] = "allies.gathering_missed"
    saying: ClassVar[Any] = _("{actor} a dit pourquoi une rencontre n’a pas eu lieu.")

    gathering: int


@dataclass(frozen=True)
class AttendanceNoted(Event):
    """Who came was written down."""

    kind: ClassVar[str] = "allies.attendance_noted"
    saying: ClassVar[Any] = _("{actor} a noté qui est venu à une rencontre de l’alliance.")

    gathering: int


@dataclass(frozen=True)
class CommunityKept(Event):
    """A community was opened, or what is told of it changed."""

    kind: ClassVar[str] = "allies.community_kept"
    saying: ClassVar[Any] = _("{actor} a tenu à jour une communauté apprenante.")

    community: int


@dataclass(frozen=True)
class CommunityClosed(Event):
    """A community was closed, or grew into a workstream."""

    kind: ClassVar[str] = "allies.community_closed"
    saying: ClassVar[Any] = _("{actor} a clos une communauté apprenante.")

    community: int
    extended: bool


@dataclass(frozen=True)
class CommunityJoined(Event):
    """Someone belongs to a community."""

    kind: ClassVar[str] = "allies.community_joined"
    saying: ClassVar[Any] = _("{actor} a inscrit quelqu’un dans une communauté apprenante.")

    member: int
    community: int


@dataclass(frozen=True)
class CommunityLeft(Event):
    """Someone belongs to it no more."""

    kind: ClassVar[str] = "allies.community_left"
    saying: ClassVar[Any] = _("{actor} a inscrit un départ d’une communauté apprenante.")

    member: int
    community: int


@dataclass(frozen=True)
class SeatPortrayed(Event):
    """What a seat represents was written down."""

    kind: ClassVar[str] = "allies.seat_portrayed"
    saying: ClassVar[Any] = _("{actor} a dit ce que représente un membre d’un organe.")

    mandate: int
