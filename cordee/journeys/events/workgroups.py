"""What happens in working groups."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from cordee.ledger.events import Event


@dataclass(frozen=True)
class WorkingGroupKept(Event):
    """A working group exists, or its question changed."""

    kind: ClassVar[str] = "journeys.working_group_kept"
    saying: ClassVar[Any] = _("{actor} a réglé un groupe de travail.")

    group: int


@dataclass(frozen=True)
class WorkingGroupJoined(Event):
    """Someone takes part in a working group; `leads` when she runs it."""

    kind: ClassVar[str] = "journeys.working_group_joined"
    saying: ClassVar[Any] = _("{actor} a fait entrer quelqu’un dans un groupe de travail.")

    group: int
    member: int
    leads: bool
    herself: bool


@dataclass(frozen=True)
class WorkingGroupLeft(Event):
    """Someone takes part no more."""

    kind: ClassVar[str] = "journeys.working_group_left"
    saying: ClassVar[Any] = _("{actor} a fait sortir quelqu’un d’un groupe de travail.")

    group: int
    member: int


@dataclass(frozen=True)
class WorkingSessionTold(Event):
    """A working group meets on a day, on another one, or no more."""

    kind: ClassVar[str] = "journeys.working_session_told"
    saying: ClassVar[Any] = _("{actor} a annoncé une séance d’un groupe de travail.")

    session: int
    sequence: int


@dataclass(frozen=True)
class SynthesisWritten(Event):
    """The words of a working group changed: those of a session, or its synthesis."""

    kind: ClassVar[str] = "journeys.synthesis_written"
    saying: ClassVar[Any] = _("{actor} a écrit le travail d’un groupe.")

    group: int


@dataclass(frozen=True)
class SynthesisHanded(Event):
    """A working group handed in its synthesis: the cohort reads it among its resources."""

    kind: ClassVar[str] = "journeys.synthesis_handed"
    saying: ClassVar[Any] = _("{actor} a rendu la synthèse d’un groupe de travail.")

    group: int
