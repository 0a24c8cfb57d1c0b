"""How a hand-written TOML file is laid out: its headings and lines, with where each one stands.

The file stays its writer's: what is edited through a page changes the lines it must, and no other.
"""

from dataclasses import dataclass

from cordee.programme.loading.lines import BLANK, SPACE, Lost, Reader
from cordee.programme.remarks import Path


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (`[table]`, `[[table]]`) or a line (`key = value`), over `start:stop` of the text.

    A piece holds whole lines, comment at the end included. `value` is the span of a line's value;
    a heading has none. `table` is the heading under which a line stands.
    """

    path: Path
    start: int
    stop: int
    value: tuple[int, int] | None = None
    table: Path = ()


def pieces(text: str) -> list[Piece]:
    """Every heading and line, in order; `text` must be valid TOML, with plain line feeds."""
    reader = _Layout(text)
    reader.read()
    return reader.pieces


def lead(text: str, start: int) -> int:
    """Where the comments standing just above a heading begin: they go with it."""
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above : start - 1].lstrip().startswith("#"):
            break
        start = above
    return start


class _Layout(Reader):
    """A reader that keeps the place of what it reads at the top level."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.pieces: list[Piece] = []

    def read(self) -> None:
        """Walk the file; stops quietly where it no longer understands."""
        table: Path = ()
        while self._skip(BLANK) < len(self.text):
            start = self.text.rfind("\n", 0, self.place) + 1
            if self._next("[["):
                table = self._open(self._key(), repeated=True)
                self.pieces.append(Piece(table, start, self._end()))
            elif self._next("["):
                table = self._open(self._key(), repeated=False)
                self.pieces.append(Piece(table, start, self._end()))
            else:
                self.pieces.append(self._line_piece(table, start))

    def _line_piece(self, table: Path, start: int) -> Piece:
        path = (*table, *self._key())
        self._expect("=")
        self._skip(SPACE)
        begins = self.place
        self._value(path)
        ends = begins + len(self.text[begins : self.place].rstrip())
        return Piece(path, start, self._end(), (begins, ends), table)

    def _end(self) -> int:
        """The end of the line the cursor is on, its line feed included."""
        found = self.text.find("\n", self.place)
        return len(self.text) if found < 0 else found + 1


__all__ = ["Lost", "Piece", "lead", "pieces"]
