"""Opening a document that comes from outside: bounded, without macros, in plain French."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from cordee.applications.doors.strangers import OLD_OR_LOCKED, OLE
from cordee.kernel.findings import Refused, broken

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES: Final = 30 * 1024 * 1024
"""A form that comes back weighs less, its pasted pictures included."""
MOST_PARTS: Final = 2_000
MOST_XML: Final = 40 * 1024 * 1024
"""One part of text, once open."""
DEEPEST: Final = 200
"""Elements within elements; our reading goes down as far."""
SIZE = (
    "Ce document dépasse 30 Mo. Retirez-en les images, puis rapportez-le ; les images se joignent "
    "à part."
)
MACROS = (
    "Ce document contient des macros : nous ne l’ouvrons pas. Enregistrez-le au format DOCX ou ODT "
    "simple, puis rapportez-le."
)
BOMB = (
    "Ce document contient trop de données compressées pour être ouvert. Copiez vos réponses dans "
    "un formulaire neuf."
)
DAMAGED = (
    "Ce document ne s’ouvre pas : il est abîmé, protégé, ou n’est ni un DOCX ni un ODT. "
    "Enregistrez-le de nouveau dans un de ces formats, puis rapportez-le."
)
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|Basic/|Scripts/)", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class Bundle:
    """The parts of a DOCX or ODT, read one by one, none larger than said.

    Raises `Refused` for whatever is not a whole, plain, reasonable archive.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) > MOST_BYTES:
            raise refusal("document.size", SIZE)
        self._zip = _opened(content)
        self.names = frozenset(one.filename for one in self._zip.infolist())
        if any(_MACROS.search(name) for name in self.names):
            raise refusal("document.macros", MACROS)

    def xml(self, name: str) -> ET.Element | None:
        """A part as a tree; nothing when the archive has no such part."""
        return tree(self.read(name)) if name in self.names else None

    def read(self, name: str, most: int = MOST_XML) -> bytes:
        """The bytes of a part; what it claims to weigh is not believed, it is counted."""
        try:
            with self._zip.open(name) as part:
                found = part.read(most + 1)
        except _BROKEN as wrong:
            raise damaged() from wrong
        if len(found) > most:
            raise refusal("document.bomb", BOMB)
        return found


_BROKEN = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, OSError,
    EOFError,
    KeyError, OverflowError,
)  # fmt: skip


def _opened(content: bytes) -> zipfile.ZipFile:
    if content.startswith(OLE):
        raise refusal("document.old", OLD_OR_LOCKED)
    try:
        opened = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as wrong:
        raise damaged() from wrong
    parts = opened.infolist()
    if len(parts) > MOST_PARTS or any(one.flag_bits & 1 for one in parts):
        raise damaged()
    if len({one.filename for one in parts}) != len(parts):
        raise damaged()
    return opened


def tree(content: bytes) -> ET.Element:
    """XML as a tree: no document type, no entity, no endless depth. Raises `Refused`."""
    if _DOCTYPE.search(content) or b"\0" in content:  # UTF-16 would hide one
        raise damaged()
    try:
        events = ET.iterparse(io.BytesIO(content), ("start", "end"))  # noqa: S314 - no DOCTYPE
        return _bounded(events)
    except (ET.ParseError, ValueError, LookupError) as wrong:
        raise damaged() from wrong


def _bounded(events: Iterable[tuple[str, ET.Element]]) -> ET.Element:
    depth, root = 0, None
    for event, element in events:
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise damaged()
    if root is None:
        raise damaged()
    return root


def refusal(code: str, sentence: str) -> Refused:
    """A document that cannot be read, and what to do."""
    return Refused(broken(code, "document", sentence))


def damaged() -> Refused:
    """A document that does not open."""
    return refusal("document.damaged", DAMAGED)
