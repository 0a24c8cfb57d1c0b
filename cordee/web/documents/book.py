"""Many PDF of ours bound in one, each written as it comes: memory is that of the largest.

What lets them be read aloud is kept: one tree of tags over those of the parts, whose keys and
identifiers are told apart. One bookmark a part. Made for what Typst gives: PDF 1.7, tagged.
"""

from __future__ import annotations

import io
import re
from array import array
from bisect import bisect_right
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
CATALOG, PAGES, OUTLINES, TAGS, WHOLE, KEYS, NAMES, INFO = range(1, 9)
"""The objects of the book itself, written when it closes."""
SHIFTED = ("/StructParents", "/StructParent")
"""Where pages and links say their key in the tree of tags: each part begins at its own."""
REFERENCE = re.compile(rb"(?<![\w.])(\d+) 0 R(?!\w)")
TOUCHY = re.compile(rb"[(%]|/StructParent|/ID\b|/Headers\b")
"""Signs of an object where a reference may be mere text, or where a key changes."""


class Bound(NamedTuple):
    """What the book remembers of a part: a bookmark and three objects."""

    bookmark: str
    pages: int
    first: int
    tag: int


class Book:
    """A PDF being bound into `into`, which is only ever written forward.

    with Book(into, title="Dossiers", language="fr") as book:
        book.add(pdf, "Commune de Lomme")
    """

    def __init__(self, into: IO[bytes], *, title: str, language: str) -> None:
        self.title, self.language = title, language
        self._into, self._written = into, 0
        self._places = array("Q", [0] * (INFO + 1))
        self.parts: list[Bound] = []
        self.keys: list[int] = []
        self.names: list[int] = []
        self.pages = self.next_key = 0
        self.roles: dict[str, str] = {}
        self._write(HEAD)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self._close()

    def add(self, part: bytes, bookmark: str) -> None:
        """Bind one more document."""
        _Part(self, part).bind(bookmark)

    def reserve(self) -> int:
        """The number of an object to come."""
        self._places.append(0)
        return len(self._places) - 1

    def put(self, number: int, content: bytes) -> int:
        """Write an object under its number."""
        self._places[number] = self._written
        self._write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        return number

    def _close(self) -> None:
        """Write what holds the parts together."""
        self._outline()
        nodes = _refs(part.pages for part in self.parts)
        self.put(PAGES, b"<</Type/Pages/Kids%s/Count %d>>" % (nodes, self.pages))
        self._tags()
        self.put(INFO, b"<</Title%s>>" % _text(self.title))
        shown = b"/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true>>"
        read = b"/Lang%s/MarkInfo<</Marked true>>" % _text(self.language)
        held = b"/Pages %d 0 R/Outlines %d 0 R/StructTreeRoot %d 0 R" % (PAGES, OUTLINES, TAGS)
        self.put(CATALOG, b"<</Type/Catalog%s%s%s>>" % (held, shown, read))
        self._table()

    def _outline(self) -> None:
        items = [self.reserve() for _part in self.parts]
        for rank, part in enumerate(self.parts):
            before = b"/Prev %d 0 R" % items[rank - 1] if rank else b""
            after = b"/Next %d 0 R" % items[rank + 1] if rank + 1 < len(items) else b""
            leads = b"/Parent %d 0 R/Dest[%d 0 R/Fit]" % (OUTLINES, part.first)
            made = b"<</Title%s%s%s%s>>" % (_text(part.bookmark), leads, before, after)
            self.put(items[rank], made)
        ends = b"/First %d 0 R/Last %d 0 R" % (items[0], items[-1]) if items else b""
        self.put(OUTLINES, b"<</Type/Outlines%s/Count %d>>" % (ends, len(items)))

    def _tags(self) -> None:
        tops = _refs(part.tag for part in self.parts)
        self.put(WHOLE, b"<</Type/StructElem/S/Document/P %d 0 R/K%s>>" % (TAGS, tops))
        self.put(KEYS, b"<</Kids%s>>" % _refs(self.keys))
        self.put(NAMES, b"<</Kids%s>>" % _refs(self.names))
        roles = "".join(f"{name}{to}" for name, to in sorted(self.roles.items())).encode()
        trees = b"/ParentTree %d 0 R/ParentTreeNextKey %d" % (KEYS, self.next_key)
        named = b"/IDTree %d 0 R" % NAMES if self.names else b""
        held = b"/K[%d 0 R]%s%s/RoleMap<<%s>>" % (WHOLE, trees, named, roles)
        self.put(TAGS, b"<</Type/StructTreeRoot%s>>" % held)

    def _table(self) -> None:
        start, many = self._written, len(self._places)
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % many)
        for place in self._places[1:]:
            self._write(b"%010d 00000 n \n" % place)
        said = b"<</Size %d/Root %d 0 R/Info %d 0 R>>" % (many, CATALOG, INFO)
        self._write(b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (said, start))

    def _write(self, content: bytes) -> None:
        self._into.write(content)
        self._written += len(content)


class _Part:
    """One document on its way into the book."""

    def __init__(self, book: Book, content: bytes) -> None:
        from pypdf import PdfReader, generic  # noqa: PLC0415 - 20 MiB that pages never need

        self.book, self.pdf, self.content = book, generic, content
        self.reader = PdfReader(io.BytesIO(content))
        self.starts = sorted(self.reader.xref.get(0, {}).values())
        self.prefix = b"%06d." % len(book.parts)
        self.numbers: dict[int, int] = {}
        """Object there → object in the book."""
        self.waiting: list[int] = []

    def bind(self, bookmark: str) -> None:
        """Write its pages and its tags; tell the book how to reach them."""
        root: Any = self.reader.trailer["/Root"]
        tags, pages = root["/StructTreeRoot"], list(self.reader.pages)
        node, tag = self.book.reserve(), self.book.reserve()
        self.numbers[root.raw_get("/StructTreeRoot").idnum] = tag
        for page in pages:
            self.numbers[page.raw_get("/Parent").idnum] = node
        kids = [self._number(_there(page)) for page in pages]
        tops = [self._number(top.idnum) for top in _listed(tags.raw_get("/K"))]
        self._index(tags)
        self._write_all()
        held = b"/Parent %d 0 R/Kids%s/Count %d" % (PAGES, _refs(kids), len(kids))
        self.book.put(node, b"<</Type/Pages%s>>" % held)
        self.book.put(tag, b"<</Type/StructElem/S/Part/P %d 0 R/K%s>>" % (WHOLE, _refs(tops)))
        self.book.parts.append(Bound(bookmark, node, kids[0], tag))
        self.book.pages += len(kids)
        self.book.roles |= {str(name): str(to) for name, to in tags.get("/RoleMap", {}).items()}
        self.book.next_key += int(tags["/ParentTreeNextKey"])

    def _index(self, tags: Any) -> None:
        """One leaf of each tree of the book: keys of pages, identifiers of tags."""
        shift = self.book.next_key
        keys = [
            (b"%d" % (int(key) + shift), self._number(to.idnum))
            for key, to in _leaves(tags["/ParentTree"], "/Nums")
        ]
        names = [
            (b"<%s>" % (self.prefix + _bytes(name)).hex().encode(), self._number(to.idnum))
            for name, to in _leaves(tags.get("/IDTree", {}), "/Names")
        ]
        for found, word, into in (
            (keys, b"/Nums", self.book.keys), (names, b"/Names", self.book.names)
        ):  # fmt: skip
            if found:
                pairs = b" ".join(b"%s %d 0 R" % pair for pair in found)
                ends = b"/Limits[%s %s]" % (found[0][0], found[-1][0])
                leaf = b"<<%s%s[%s]>>" % (ends, word, pairs)
                into.append(self.book.put(self.book.reserve(), leaf))

    def _number(self, there: int) -> int:
        """Its number in the book; what is met for the first time will be written."""
        if there not in self.numbers:
            self.numbers[there] = self.book.reserve()
            self.waiting.append(there)
        return self.numbers[there]

    def _write_all(self) -> None:
        while self.waiting:
            there = self.waiting.pop()
            self.book.put(self.numbers[there], self._as_is(there) or self._read(there))

    def _as_is(self, there: int) -> bytes:
        """The very bytes of an object where only references change; nothing for any other.

        Most are: reading and writing them value by value would cost as much as typesetting them.
        """
        start = self.reader.xref.get(0, {}).get(there)
        if start is None:
            return b""
        after = bisect_right(self.starts, start)
        end = self.starts[after] if after < len(self.starts) else len(self.content)
        head, body = self.content[start:end].split(b" obj", 1)
        end = body.rfind(b"endobj")
        said, stream, rest = body[:end].partition(b"stream")
        if end < 0 or TOUCHY.search(said) or head != b"%d 0" % there:
            return b""
        return REFERENCE.sub(self._moved_to, said) + stream + rest

    def _moved_to(self, found: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % self._number(int(found[1]))

    def _read(self, there: int) -> bytes:
        """An object whose strings or keys must be looked at."""
        found = self.reader.get_object(self.pdf.IndirectObject(there, 0, self.reader))
        made = io.BytesIO()
        self._moved(found).write_to_stream(made)
        return made.getvalue()

    def _moved(self, one: Any) -> Any:
        """The same value, its references and keys being those of the book."""
        if isinstance(one, self.pdf.IndirectObject):
            return self.pdf.IndirectObject(self._number(one.idnum), 0, self.reader)
        if isinstance(one, self.pdf.ArrayObject):
            return self.pdf.ArrayObject([self._moved(inner) for inner in list.__iter__(one)])
        if isinstance(one, self.pdf.DictionaryObject):
            for key, value in list(one.items()):
                dict.__setitem__(one, key, self._entry(one, key, value))
        return one

    def _entry(self, holder: Any, key: str, value: Any) -> Any:
        if key in SHIFTED:
            return self.pdf.NumberObject(int(value) + self.book.next_key)
        if key == "/ID" and "/S" in holder:
            return self._named(value)
        if key == "/Headers":
            return self.pdf.ArrayObject([self._named(inner) for inner in value])
        return self._moved(value)

    def _named(self, name: Any) -> Any:
        return self.pdf.ByteStringObject(self.prefix + _bytes(name))


def _leaves(tree: Any, word: str) -> Iterator[tuple[Any, Any]]:
    """The pairs of a tree of numbers or names, in order; references are not followed."""
    for kid in tree.get("/Kids", []):
        yield from _leaves(kid.get_object(), word)
    pairs = list(list.__iter__(tree[word])) if word in tree else []
    yield from zip(pairs[::2], pairs[1::2], strict=True)


def _there(page: Any) -> int:
    return int(page.indirect_reference.idnum)


def _listed(one: Any) -> list[Any]:
    return list(list.__iter__(one)) if isinstance(one, list) else [one]


def _bytes(name: Any) -> bytes:
    return name if isinstance(name, bytes) else bytes(name.original_bytes)


def _text(words: str) -> bytes:
    return b"<%s>" % ("\ufeff" + words).encode("utf-16-be").hex().encode()


def _refs(numbers: Iterable[int]) -> bytes:
    return b"[%s]" % b" ".join(b"%d 0 R" % one for one in numbers)
