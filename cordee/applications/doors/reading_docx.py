"""Reading a DOCX as it comes back: from Word, LibreOffice or another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cordee.applications.doors.opening import damaged
from cordee.applications.doors.sheet import read_mark
from cordee.applications.doors.stream import MOST_PIECES, Aside, Line, Stream, Tabular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from cordee.applications.doors.opening import Bundle

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {f"{W}{name}" for name in (
    "del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "sectPr", "tblPr", "tblGrid",
    "fldData", "sdtEndPr", "trPr", "tcPr",
)} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_REVISED = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"}
_BROKEN_LINES = {f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "\u2011",
                 f"{W}softHyphen": "\u00ad"}  # fmt: skip
_PICTURES = ("}drawing", "}pict", "}object")


@dataclass(slots=True)
class _Styles:
    """Which styles are headings, and which paragraphs are items of lists."""

    headings: set[str] = field(default_factory=set)
    levels: dict[tuple[str, str], str] = field(default_factory=dict)
    """(list, level) → kind of number."""
    counts: dict[tuple[str, str], int] = field(default_factory=dict)


def read(bundle: Bundle) -> Stream:
    """What the document says; raises `Refused` when it has no text part."""
    document = bundle.xml("word/document.xml")
    body = None if document is None else document.find(f"{W}body")
    if body is None:
        raise damaged()
    styles = _Styles(
        _headings(bundle.xml("word/styles.xml")), _levels(bundle.xml("word/numbering.xml"))
    )
    stream = Stream(mark=_mark(bundle))
    _Reader(stream, styles).blocks(body)
    stream.pieces += _notes(bundle)
    return stream


def _headings(root: Element | None) -> set[str]:
    found: set[str] = set()
    based: dict[str, str] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        own = style.get(f"{W}styleId", "")
        name = style.find(f"{W}name")
        said = (name.get(f"{W}val", "") if name is not None else "").lower()
        if (
            said.startswith(("heading", "titre "))
            or style.find(f"{W}pPr/{W}outlineLvl") is not None
        ):
            found.add(own)
        parent = style.find(f"{W}basedOn")
        based[own] = parent.get(f"{W}val", "") if parent is not None else ""
    for own, first in based.items():
        chain, above = {own}, first
        while above and above not in chain:
            if above in found:
                found.add(own)
            chain.add(above)
            above = based.get(above, "")
    return found


def _levels(root: Element | None) -> dict[tuple[str, str], str]:
    if root is None:
        return {}
    abstract = {}
    for one in root.iter(f"{W}abstractNum"):
        own = one.get(f"{W}abstractNumId", "")
        for level in one.iter(f"{W}lvl"):
            kind = level.find(f"{W}numFmt")
            said = kind.get(f"{W}val", "") if kind is not None else ""
            abstract[own, level.get(f"{W}ilvl", "0")] = said
    found: dict[tuple[str, str], str] = {}
    for one in root.iter(f"{W}num"):
        link = one.find(f"{W}abstractNumId")
        target = link.get(f"{W}val", "") if link is not None else ""
        own = one.get(f"{W}numId", "")
        found |= {(own, level): kind for (of, level), kind in abstract.items() if of == target}
    return found


def _mark(bundle: Bundle) -> dict[str, str]:
    """The mark, in the properties or else at the foot of a page."""
    names = ["docProps/custom.xml", *sorted(one for one in bundle.names
             if one.startswith("word/footer") and one.endswith(".xml"))]  # fmt: skip
    for name in names[:8]:
        root = bundle.xml(name)
        if root is not None and (mark := read_mark("".join(root.itertext()))):
            return mark
    return {}


def _notes(bundle: Bundle) -> Iterator[Aside]:
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        root = bundle.xml(name)
        for note in root if root is not None else ():
            words = "".join(one.text or "" for one in note.iter(f"{W}t")).strip()
            if words:
                yield Aside("note", words)


class _Reader:
    """One walk through the body."""

    def __init__(self, stream: Stream, styles: _Styles) -> None:
        self.stream, self.styles = stream, styles
        self.pending: set[str] = set()

    def blocks(self, parent: Element) -> None:
        """Paragraphs and tables, wherever controls, insertions and the like hold them."""
        for element in parent:
            if len(self.stream.pieces) > MOST_PIECES:
                raise damaged()
            match element.tag.removeprefix(W):
                case "p":
                    self.stream.pieces.append(self.line(element))
                case "tbl":
                    self.table(element)
                case "bookmarkStart":
                    self.pending.add(element.get(f"{W}name", ""))
                case _ if element.tag in _SKIPPED:
                    self.seen(element)
                case _:
                    self.blocks(element)

    def seen(self, element: Element) -> None:
        """Note that revisions were followed."""
        if element.tag in _REVISED:
            self.stream.seen.add("revisions")

    def line(self, paragraph: Element) -> Line:
        """A paragraph; the list it is an item of shows as it did on paper."""
        words: list[str] = []
        marks, self.pending = self.pending, set()
        self.inline(paragraph, words, marks)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        own = style.get(f"{W}val", "") if style is not None else ""
        heading = own in self.styles.headings or (
            paragraph.find(f"{W}pPr/{W}outlineLvl") is not None
        )
        return Line(self.bullet(paragraph) + "".join(words), frozenset(marks), heading)

    def inline(self, parent: Element, words: list[str], marks: set[str]) -> None:
        """The text of a paragraph, as it reads once revisions are accepted."""
        for element in parent:
            tag = element.tag
            self.seen(element)
            if tag in _SKIPPED:
                continue
            if tag == f"{W}t":
                words.append(element.text or "")
            elif tag in _BROKEN_LINES:
                words.append(_BROKEN_LINES[tag])
            elif tag == f"{W}br":
                words.append(
                    "\n" if element.get(f"{W}type", "textWrapping") == "textWrapping" else ""
                )
            elif tag == f"{W}bookmarkStart":
                marks.add(element.get(f"{W}name", ""))
            elif tag == f"{W}txbxContent":
                self.box(element)
            elif tag == f"{W}commentReference":
                self.stream.seen.add("comments")
            else:
                if tag.endswith(_PICTURES):
                    self.picture(element)
                self.inline(element, words, marks)

    def box(self, element: Element) -> None:
        """A text box floats over the page: its text is kept aside."""
        words = "\n".join(
            "".join(run.text or "" for run in one.iter(f"{W}t")) for one in element.iter(f"{W}p")
        ).strip()
        if words:
            self.stream.pieces.append(Aside("box", words))

    def picture(self, element: Element) -> None:
        """A picture cannot be an answer."""
        if element.find(f".//{W}txbxContent") is None:
            self.stream.seen.add("pictures")

    def bullet(self, paragraph: Element) -> str:
        """« - » or « 3. » before an item of a list, two spaces a level."""
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
        if number is None:
            return ""
        key = (number.get(f"{W}val", ""), level.get(f"{W}val", "0") if level is not None else "0")
        kind = self.styles.levels.get(key, "")
        depth = "  " * (int(key[1]) if key[1].isdigit() and len(key[1]) == 1 else 0)
        if kind in {"", "none"}:
            return ""
        if kind == "bullet":
            return f"{depth}- "
        self.styles.counts[key] = self.styles.counts.get(key, 0) + 1
        return f"{depth}{self.styles.counts[key]}. "

    def table(self, table: Element) -> None:
        """A table of the body; one inside a cell is read as the text of that cell."""
        rows = [
            tuple(self.cell(one) for one in _own(list(row.iter(f"{W}tc")))) for row in _rows(table)
        ]
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        name = caption.get(f"{W}val", "") if caption is not None else ""
        self.stream.pieces.append(Tabular(tuple(rows), name))

    def cell(self, cell: Element) -> str:
        """The paragraphs of a cell."""
        inside = _Reader(Stream(seen=self.stream.seen), self.styles)
        inside.blocks(cell)
        lines = [one.text for one in inside.stream.pieces if isinstance(one, Line)]
        self.stream.pieces += [one for one in inside.stream.pieces if isinstance(one, Aside)]
        return "\n".join(lines).strip()


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, through the controls and revisions that may hold them."""
    for element in table:
        if element.tag == f"{W}tr":
            if element.find(f"{W}trPr/{W}del") is None:
                yield element
        elif element.tag not in _SKIPPED:
            yield from _rows(element)


def _own(cells: list[Element]) -> list[Element]:
    """The cells of the row itself, not those of tables inside it."""
    inner = {
        one for cell in cells for table in cell.iter(f"{W}tbl") for one in table.iter(f"{W}tc")
    }
    return [one for one in cells if one not in inner]
