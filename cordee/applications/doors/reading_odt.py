"""Reading an ODT as it comes back: from LibreOffice, Word or another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cordee.applications.doors.opening import damaged
from cordee.applications.doors.sheet import read_mark
from cordee.applications.doors.stream import MOST_PIECES, Aside, Line, Stream, Tabular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from cordee.applications.doors.opening import Bundle

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, DRAW = (f"{{{_OASIS}{one}:1.0}}" for one in ("text", "table", "drawing"))
OFFICE, STYLE = f"{{{_OASIS}office:1.0}}", f"{{{_OASIS}style:1.0}}"
_SKIPPED = {
    f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{OFFICE}forms",
    f"{TEXT}user-field-decls", f"{TEXT}soft-page-break", f"{OFFICE}annotation-end",
    f"{TEXT}ruby-text", f"{TEXT}table-of-content", f"{TABLE}title", f"{TABLE}desc",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
}  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n]+")
MOST_SPACES, MOST_CELLS, MOST_ROWS = 200, 60, 1_000


def read(bundle: Bundle) -> Stream:
    """What the document says; raises `Refused` when it has no text."""
    content = bundle.xml("content.xml")
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if content is None or body is None:
        raise damaged()
    stream = Stream(mark=_mark(bundle))
    _Reader(stream, _numbered(content)).blocks(body)
    return stream


def _mark(bundle: Bundle) -> dict[str, str]:
    for name in ("meta.xml", "styles.xml"):
        root = bundle.xml(name)
        for element in root.iter() if root is not None else ():
            if mark := read_mark("".join(element.itertext()) if _line(element) else ""):
                return mark
    return {}


def _line(element: Element) -> bool:
    return element.tag in {f"{TEXT}p", f"{{{_OASIS}meta:1.0}}user-defined"}


def _numbered(content: Element) -> set[tuple[str, str]]:
    """(list style, level) of the lists that count."""
    return {
        (style.get(f"{STYLE}name", ""), level.get(f"{TEXT}level", "1"))
        for style in content.iter(f"{TEXT}list-style")
        for level in style.iter(f"{TEXT}list-level-style-number")
    }


class _Reader:
    """One walk through the body."""

    def __init__(self, stream: Stream, numbered: set[tuple[str, str]]) -> None:
        self.stream, self.numbered = stream, numbered

    def blocks(self, parent: Element, before: str = "") -> None:
        """Paragraphs, lists and tables, wherever sections and the like hold them."""
        for element in parent:
            if len(self.stream.pieces) > MOST_PIECES:
                raise damaged()
            tag = element.tag
            if tag in {f"{TEXT}p", f"{TEXT}h"}:
                self.stream.pieces.append(self.line(element, before))
                before = " " * len(before)
            elif tag == f"{TEXT}list":
                self.items(element, 1)
            elif tag == f"{TABLE}table":
                self.table(element)
            elif tag == f"{TEXT}tracked-changes":
                self.stream.seen.add("revisions")
            elif tag.startswith(DRAW):
                self.drawn(element)
            elif tag not in _SKIPPED:
                self.blocks(element)

    def items(self, listed: Element, level: int, style: str = "") -> None:
        """The items of a list, as « - » or « 3. », two spaces a level."""
        style = listed.get(f"{TEXT}style-name", style)
        counts = (style, str(level)) in self.numbered
        for rank, item in enumerate(listed, start=1):
            sign = f"{rank}. " if counts else "- "
            before = "  " * (level - 1) + sign
            for element in item:
                if element.tag == f"{TEXT}list":
                    self.items(element, level + 1, style)
                elif element.tag in {f"{TEXT}p", f"{TEXT}h"}:
                    heading = element.tag == f"{TEXT}h"
                    shown = "" if heading or not "".join(element.itertext()).strip() else before
                    self.stream.pieces.append(self.line(element, shown))
                    before = " " * len(before)

    def line(self, paragraph: Element, before: str = "") -> Line:
        """A paragraph, spaces folded as the format asks, then those it spells out."""
        words: list[str] = []
        marks: set[str] = set()
        self.inline(paragraph, words, marks)
        flat = _SPACES.sub(" ", "".join(words)).strip(" ")
        said = flat.translate(_SPELT)
        return Line(before + said, frozenset(marks), paragraph.tag == f"{TEXT}h")

    def inline(self, parent: Element, words: list[str], marks: set[str]) -> None:
        """The text of a paragraph and of what it holds."""
        words.append(parent.text or "")
        for element in parent:
            self.piece(element, words, marks)
            words.append(element.tail or "")

    def piece(self, element: Element, words: list[str], marks: set[str]) -> None:
        """One element of a paragraph."""
        match element.tag.removeprefix(TEXT):
            case "s":
                words.append(_SPACE * _count(element.get(f"{TEXT}c", "1")))
            case "tab":
                words.append(_TAB)
            case "line-break":
                words.append(_BREAK)
            case "bookmark" | "bookmark-start":
                marks.add(element.get(f"{TEXT}name", ""))
            case "note":
                body = element.find(f"{TEXT}note-body")
                said = "".join(body.itertext()).strip() if body is not None else ""
                self.stream.pieces.append(Aside("note", said))
            case "change-start" | "change" | "change-end":
                self.stream.seen.add("revisions")
            case _ if element.tag == f"{OFFICE}annotation":
                self.stream.seen.add("comments")
            case _ if element.tag.startswith(DRAW):
                self.drawn(element)
            case _ if element.tag not in _SKIPPED:
                self.inline(element, words, marks)

    def drawn(self, element: Element) -> None:
        """A text box keeps its text aside; a picture cannot be an answer."""
        said = "\n".join("".join(one.itertext()) for one in element.iter(f"{TEXT}p")).strip()
        if said:
            self.stream.pieces.append(Aside("box", said))
        elif element.find(f".//{DRAW}image") is not None or element.tag == f"{DRAW}image":
            self.stream.seen.add("pictures")

    def table(self, table: Element) -> None:
        """A table of the body; one inside a cell is read as the text of that cell."""
        rows = [
            tuple(self.cells(row))
            for row in _rows(table)
            for _copy in range(min(_count(row.get(f"{TABLE}number-rows-repeated", "1")), 20))
        ]
        self.stream.pieces.append(Tabular(tuple(rows[:MOST_ROWS]), table.get(f"{TABLE}name", "")))

    def cells(self, row: Element) -> Iterator[str]:
        """The cells of a row; those that another covers are empty."""
        for cell in list(row)[:MOST_CELLS]:
            if cell.tag not in {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}:
                continue
            inside = _Reader(Stream(seen=self.stream.seen), self.numbered)
            inside.blocks(cell)
            said = "\n".join(one.text for one in inside.stream.pieces if isinstance(one, Line))
            self.stream.pieces += [one for one in inside.stream.pieces if isinstance(one, Aside)]
            copies = min(_count(cell.get(f"{TABLE}number-columns-repeated", "1")), MOST_CELLS)
            yield from [said.strip()] * copies


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == f"{TABLE}table-row":
            yield element
        elif element.tag in {f"{TABLE}table-header-rows", f"{TABLE}table-rows",
                             f"{TABLE}table-row-group"}:  # fmt: skip
            yield from _rows(element)


def _count(said: str) -> int:
    sane = said.isascii() and said.isdigit() and len(said) < 9  # noqa: PLR2004 - figures
    return min(int(said), MOST_SPACES) if sane else 1


_SPACE, _TAB, _BREAK = "\ufdd0", "\ufdd1", "\ufdd2"
"""Spelt spaces, while the others are folded (characters that are none, put back at once)."""
_SPELT = {0xFDD0: " ", 0xFDD1: "\t", 0xFDD2: "\n"}
