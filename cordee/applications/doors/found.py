"""What a document gave: answers, and texts nobody could place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cordee.applications.doors.stream import Line
from cordee.kernel.french import unaccented

if TYPE_CHECKING:
    from cordee.applications.doors.sheet import Block
    from cordee.applications.doors.stream import Piece

NUMBER = re.compile(r"^\d+\.\s+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Leftover:
    """A text nobody could place: where it stood, what it says."""

    after: str
    text: str
    kind: str = "text"


@dataclass(slots=True)
class Chunk:
    """What stands under one question: its pieces, instructions set aside."""

    ask: str
    told: set[str]
    blocks: list[Block]
    pieces: list[Piece] = field(default_factory=list)

    def keep(self, piece: Piece) -> None:
        """Add a piece, unless it is an instruction of the form met for the first time."""
        if isinstance(piece, Line) and (key := plain(piece.text)) in self.told:
            self.told.discard(key)
            return
        self.pieces.append(piece)


@dataclass(slots=True)
class Found:
    """What a document answers: by question, as a draft keeps it."""

    answers: dict[str, Any] = field(default_factory=dict)
    team: list[dict[str, Any]] = field(default_factory=list)
    body: str = ""
    leftovers: list[Leftover] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    """Questions whose heading was not found."""
    recognised: int = 0
    """Headings found."""


def plain(text: str) -> str:
    """A text as headings are compared: accents, case, spaces and numbers at its head forgiven."""
    return _SPACES.sub(" ", unaccented(NUMBER.sub("", text.strip()))).strip(" :")
