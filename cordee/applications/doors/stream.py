"""What a document says, in the order it is read, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_PIECES = 20_000
"""Paragraphs and tables that are read; no form is longer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its text (line breaks kept), the bookmarks it bears, whether it is a heading."""

    text: str
    marks: frozenset[str] = frozenset()
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Tabular:
    """A table, row by row; a cell's paragraphs are joined by line breaks."""

    rows: tuple[tuple[str, ...], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands out of the text: a note, a text box (`text`), a picture (no text)."""

    kind: str
    text: str = ""


type Piece = Line | Tabular | Aside


@dataclass(slots=True)
class Stream:
    """A document, read: its pieces, its mark, what was seen on the way (revisions, comments)."""

    pieces: list[Piece] = field(default_factory=list)
    mark: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
