"""What happens to the programme of a meeting and to whoever speaks there."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class ProgrammeWritten(Event):
    """A time of the programme, a duty, the host or the note changed."""

    kind: ClassVar[str] = "journeys.programme_written"
    saying: ClassVar[Any] = _("{actor} a modifié le programme d’une rencontre.")

    meeting: int
    part: str


@dataclass(frozen=True)
class MeetingRepeated(Event):
    """A meeting is held again another day."""

    kind: ClassVar[str] = "journeys.meeting_repeated"
    saying: ClassVar[Any] = _("{actor} a repris une rencontre à une autre date.")

    meeting: int
    copy: int


@dataclass(frozen=True)
class SpeakerAsked(Event):
    """Someone is asked to speak."""

    kind: ClassVar[str] = "journeys.speaker_asked"
    saying: ClassVar[Any] = _("{actor} a invité une personne à intervenir.")

    meeting: int
    speaker: int


@dataclass(frozen=True)
class SpeakerAnswered(Event):
    """A speaker said whether she comes."""

    kind: ClassVar[str] = "journeys.speaker_answered"
    saying: ClassVar[Any] = _("{actor} a répondu à une invitation à intervenir.")

    meeting: int
    speaker: int
    state: str


@dataclass(frozen=True)
class SpeakerWithdrawn(Event):
    """Someone is no longer asked to speak."""

    kind: ClassVar[str] = "journeys.speaker_withdrawn"
    saying: ClassVar[Any] = _("{actor} a retiré une intervention.")

    meeting: int
    speaker: int


@dataclass(frozen=True)
class MaterialSent(Event):
    """A speaker sent what she brings."""

    kind: ClassVar[str] = "journeys.material_sent"
    saying: ClassVar[Any] = _("{actor} a envoyé un support d’intervention.")

    speaker: int
    material: int
    digest: str


@dataclass(frozen=True)
class MaterialRemoved(Event):
    """What a speaker sent was taken away."""

    kind: ClassVar[str] = "journeys.material_removed"
    saying: ClassVar[Any] = _("{actor} a retiré un support d’intervention.")

    speaker: int
    material: int
