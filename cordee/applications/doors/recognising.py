"""From what a document says to the answers of a form, and what could not be placed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cordee.applications.doors.asking import Printing
from cordee.applications.doors.filed import filed
from cordee.applications.doors.found import NUMBER, Chunk, Found, plain
from cordee.applications.doors.sheet import Ask, Inline, Part, Tick, Told, bookmark
from cordee.applications.doors.stream import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cordee.applications.doors.sheet import Block, Sheet
    from cordee.applications.doors.stream import Piece, Stream
    from cordee.programme.schema import Definition

_RANK = re.compile(r"\d+$")


def recognise(
    stream: Stream,
    definition: Definition,
    *,
    step: str = "",
    track: str = "",
    place: Callable[[str], str | None] = lambda _text: None,
    past: Iterable[Definition] = (),
) -> Found:
    """The answers of a document to the form of that step and track.

    Headings are recognised by their bookmark or by their words; what stands under one, up to the
    next, is its answer, less the instructions the form printed there: those of today, or those of
    its `past` versions, for a form taken away before they were reworded. `place` finds the
    reference of a territory from its name.
    """
    sheets = [Printing(one, step, track, full=True).sheet() for one in (definition, *past)]
    finder, told = _Finder(sheets[0].blocks, stream), _instructions(sheets)
    chunks, found = _chunks(finder, stream, told), Found()
    found.recognised = finder.found
    filed(found, chunks, definition, step=step, track=track, place=place)
    return found


class _Finder:
    """Finds the heading of the form that a line of the document is, if any."""

    def __init__(self, blocks: tuple[Block, ...], stream: Stream) -> None:
        self.blocks, self.at, self.found = blocks, -1, 0
        self.heads = [n for n, one in enumerate(blocks) if isinstance(one, Ask | Part)]
        self.marks = {bookmark(blocks[n].name): n for n in self.heads}  # type: ignore[union-attr] # a heading has it
        marks = {mark for one in stream.pieces if isinstance(one, Line) for mark in one.marks}
        self.unmarked = {n for mark, n in self.marks.items() if mark not in marks}
        own = {bookmark(one.name) for one in blocks if isinstance(one, Inline | Tick)}
        self.strange = {one for one in marks if one.startswith("cordee_")} - own - set(self.marks)
        self.words: dict[str, list[int]] = {}
        for n in self.heads:
            self.words.setdefault(_key(blocks[n].text), []).append(n)  # type: ignore[union-attr] # a heading has it

    def head(self, line: Line) -> int | None:
        """The rank of the heading that line is; -1 for the heading of another version's form."""
        known = [self.marks[mark] for mark in line.marks if mark in self.marks]
        if known:
            return self._met(min(known))
        if line.heading and line.marks & self.strange:
            return -1
        return self._by_words(line)

    def _by_words(self, line: Line) -> int | None:
        """A heading recognised by its words: the next one that says so, from where we stand."""
        candidates = self.words.get(_key(line.text), []) if line.text.strip() else []
        ahead = [n for n in candidates if n > self.at]
        numbered = NUMBER.match(line.text.strip()) is not None
        for n in ahead:
            if line.heading or (numbered and n in self.unmarked):
                return self._met(n)
        return None

    def _met(self, n: int) -> int:
        self.at, self.found = n, self.found + 1
        return n


def _key(text: str) -> str:
    """The words of a heading; items of a group are told by their order, not by their number."""
    return _RANK.sub("#", plain(text))


def _instructions(sheets: Iterable[Sheet]) -> dict[str, set[str]]:
    """What each version of the form prints under each heading; under « », before them all."""
    told: dict[str, set[str]] = {}
    for sheet in sheets:
        name = ""
        told.setdefault(name, set()).update({plain(sheet.title), plain(sheet.caption)})
        for block in sheet.blocks:
            if isinstance(block, Ask | Part):
                name = block.name
            elif isinstance(block, Told):
                told.setdefault(name, set()).add(plain(block.text))
    return told


def _chunks(finder: _Finder, stream: Stream, told: dict[str, set[str]]) -> dict[str, Chunk]:
    """The pieces of the document under each heading met; what stands before is under « »."""
    chunks: dict[str, Chunk] = {}
    current = chunks.setdefault("", Chunk("", set(told[""]), []))
    for piece in stream.pieces:
        n = finder.head(piece) if isinstance(piece, Line) else None
        if n is None:
            current.keep(piece)
            continue
        name = _name(finder, n, piece, chunks)
        blocks = [] if n < 0 else list(_under(finder.blocks, n))
        said = told.get(finder.blocks[n].name, ()) if n >= 0 else ()  # type: ignore[union-attr] # a heading has it
        current = chunks.setdefault(name, Chunk(name, set(said), blocks))
    return chunks


def _name(finder: _Finder, n: int, piece: Piece, chunks: dict[str, Chunk]) -> str:
    if n < 0:  # a question of another version: its heading says what it was
        words = piece.text.strip() if isinstance(piece, Line) else ""
        return f"?{words}" if f"?{words}" not in chunks else f"?{words} "
    block = finder.blocks[n]
    return ("§" if isinstance(block, Part) else "") + block.name  # type: ignore[union-attr] # a heading has it


def _under(blocks: tuple[Block, ...], n: int) -> Iterator[Block]:
    """The blocks between a heading and the next."""
    for block in blocks[n + 1 :]:
        if isinstance(block, Ask | Part):
            return
        yield block
