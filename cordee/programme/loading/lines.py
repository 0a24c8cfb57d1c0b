"""Where things stand in a TOML text: the line of each key, table and element.

`tomllib` gives values without positions. This reader walks a text that `tomllib` has accepted and
notes the line of every path; it understands nothing more than where values start and end.
"""

import contextlib
import re
from typing import Final

from cordee.programme.remarks import Path

type Lines = dict[Path, int]

BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
SPACE: Final = re.compile(r"[ \t]*")
BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
SCALAR: Final = re.compile(r"[^,\]}#\n]*")
BASIC: Final = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
LITERAL: Final = re.compile(r"'([^'\n]*)'")
MANY_BASIC: Final = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}', re.DOTALL)
MANY_LITERAL: Final = re.compile(r"'''(?:[^']|'(?!''))*'{3,5}", re.DOTALL)
ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
SHORT: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def lines(text: str) -> Lines:
    """The line (from 1) of every path of `text`, which must be valid TOML.

    A text that is not only loses precision: the reader stops where it no longer understands.
    """
    reader = Reader(text.replace("\r\n", "\n"))
    with contextlib.suppress(Lost, RecursionError):
        reader.read()
    return reader.found


def line_of(found: Lines, path: Path) -> int | None:
    """The line of `path`, or of the nearest thing that holds it."""
    while path and path not in found:
        path = path[:-1]
    return found.get(path) if path else None


class Lost(Exception):
    """The text is not what TOML allows."""


class Reader:
    """A cursor over the text; `found` fills as it goes."""

    def __init__(self, text: str) -> None:
        self.text, self.place, self.line, self.counted = text, 0, 1, 0
        self.found: Lines = {}
        self.lengths: dict[Path, int] = {}

    def read(self) -> None:
        """Walk statements to the end: `[[table]]`, `[table]`, `key = value`."""
        table: Path = ()
        while self._skip(BLANK) < len(self.text):
            if self._next("[["):
                table = self._open(self._key(), repeated=True)
            elif self._next("["):
                table = self._open(self._key(), repeated=False)
            else:
                self._pair(table)

    def _open(self, key: tuple[str, ...], *, repeated: bool) -> Path:
        """Enter a table; each element of a repeated one gets its index."""
        line = self._line()
        path: Path = ()
        self._expect("]]" if repeated else "]")
        for part in key[:-1]:
            path = self._inside((*path, part), line)
        path = (*path, key[-1])
        self.found.setdefault(path, line)
        if repeated:
            self.lengths[path] = self.lengths.get(path, 0) + 1
            path = self._inside(path, line)
            self.found[path] = line
        return path

    def _inside(self, path: Path, line: int) -> Path:
        """The path itself, or its last element when it is a repeated table."""
        self.found.setdefault(path, line)
        return (*path, self.lengths[path] - 1) if path in self.lengths else path

    def _pair(self, table: Path) -> None:
        """Read `key = value`; dotted keys open tables on the way."""
        line = self._line()
        path = table
        for part in self._key():
            path = (*path, part)
            self.found.setdefault(path, line)
        self._expect("=")
        self._skip(SPACE)
        self._value(path)

    def _value(self, path: Path) -> None:
        """Step over a value, noting what it holds."""
        if self._next("["):
            self._array(path)
        elif self._next("{"):
            self._inline(path)
        elif not any(self._match(one) for one in (MANY_BASIC, MANY_LITERAL, BASIC, LITERAL)):
            self._skip(SCALAR)

    def _array(self, path: Path) -> None:
        count = 0
        while self._skip(BLANK) < len(self.text) and not self._next("]"):
            self.found[*path, count] = self._line()
            self._value((*path, count))
            count += 1
            self._skip(BLANK)
            if not self._next(","):
                self._expect("]")
                return

    def _inline(self, path: Path) -> None:
        while self._skip(BLANK) < len(self.text) and not self._next("}"):
            self._pair(path)
            self._skip(BLANK)
            if not self._next(","):
                self._expect("}")
                return

    def _key(self) -> tuple[str, ...]:
        """A key: bare, quoted, dotted."""
        parts = [self._part()]
        while self._skip(SPACE) < len(self.text) and self._next("."):
            parts.append(self._part())
        return tuple(parts)

    def _part(self) -> str:
        self._skip(SPACE)
        if found := self._match(BASIC):
            return ESCAPE.sub(_opened, found[1])
        if found := self._match(LITERAL):
            return found[1]
        if found := self._match(BARE):
            return found[0]
        raise Lost

    def _skip(self, pattern: re.Pattern[str]) -> int:
        self._match(pattern)
        return self.place

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        if found := pattern.match(self.text, self.place):
            self.place = found.end()
        return found

    def _next(self, mark: str) -> bool:
        if self.text.startswith(mark, self.place):
            self.place += len(mark)
            return True
        return False

    def _expect(self, mark: str) -> None:
        self._skip(SPACE)
        if not self._next(mark):
            raise Lost

    def _line(self) -> int:
        """The line of the cursor, counted onwards from the last question."""
        self.line += self.text.count("\n", self.counted, self.place)
        self.counted = self.place
        return self.line


def _opened(escape: re.Match[str]) -> str:
    """The character an escape stands for."""
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else SHORT.get(escape[3], escape[3])
