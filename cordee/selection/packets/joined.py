"""The pieces joined to a file, bound after it: the pages of its PDFs, its images on a page."""

from __future__ import annotations

import io
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cordee.applications.files.previews import MOST_PIXELS, SHOWN, pixels
from cordee.kernel import french
from cordee.kernel.speech import heard
from cordee.web.files.pages import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pypdf import PdfWriter

    from cordee.applications.models import Attachment

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 60
"""Pages of one piece; a longer one is read apart, or not at all in a train."""
VOLUME_PAGES = 1_000
_IMAGE = (
    '#set document(date: none)\n#set page(paper: "a4", margin: 1.5cm)\n'
    '#align(center + horizon, image("{name}", width: 100%, height: 100%, fit: "contain"))'
)


def cover() -> str:
    """How the heading that opens a bound piece begins; its pages follow it."""
    return _("Pièce jointe")


@dataclass(slots=True)
class Piece:
    """One joined file: its pages ready to be bound, or why they are not."""

    name: str
    pages: bytes = b""
    count: int = 0
    why: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """What the packet says of it."""
        pages = heard(french.plural(self.count, "page")) if self.count else ""
        return {"name": self.name, "pages": pages, "why": self.why}


class Binder:
    """Prepares the pieces of a volume, as long as it stays a volume one can carry."""

    def __init__(self, known: Mapping[str, Attachment]) -> None:
        self.known = known
        self.left = VOLUME_PAGES

    def pieces(self, listed: Sequence[Mapping[str, Any]]) -> Iterator[Piece]:
        """The pieces of a file, as its deposit lists them."""
        for one in listed:
            piece = self._piece(str(one["name"]), self.known.get(str(one["id"])))
            if piece.count > self.left:
                piece = Piece(piece.name, why=_("ce volume serait trop lourd : ouvrez-la en ligne"))
            self.left -= piece.count
            yield piece

    def _piece(self, name: str, kept: Attachment | None) -> Piece:
        why = _unbound(kept)
        if why or kept is None:
            return Piece(name, why=why)
        try:
            with kept.content.open("rb") as opened:
                content = opened.read()
        except FileNotFoundError:
            return Piece(
                name, why=_("elle manque sur le serveur : dites-le à l’équipe d’animation")
            )
        if kept.media_type == "application/pdf":
            return _of_pdf(name, content)
        return _of_image(name, content, SHOWN[kept.media_type])


def _unbound(kept: Attachment | None) -> str:
    """Why a piece is not bound, before it is read."""
    if kept is None:
        return _("elle manque sur le serveur : dites-le à l’équipe d’animation")
    if kept.threat:
        return _("elle contient un programme malveillant : elle ne s’ouvre plus")
    if kept.media_type not in SHOWN:
        return _("ce format ne se relie pas : ouvrez-la en ligne")
    if kept.size > MOST_BYTES:
        return _("elle dépasse 20 Mo : ouvrez-la en ligne")
    return ""


def _of_pdf(name: str, content: bytes) -> Piece:
    count, acts = read(io.BytesIO(content))
    if count is None:
        return Piece(name, why=_("elle est protégée ou abîmée : ouvrez-la en ligne"))
    if acts:
        return Piece(name, why=_("elle agit toute seule quand on l’ouvre : elle n’est pas reliée"))
    if count > MOST_PAGES:
        return Piece(
            name, why=_("elle compte %(count)d pages : ouvrez-la en ligne") % {"count": count}
        )
    return Piece(name, content, count)


def _of_image(name: str, content: bytes, kind: str) -> Piece:
    made = image_page(content, kind)
    if made is None:
        return Piece(name, why=_("cette image est trop grande ou abîmée : ouvrez-la en ligne"))
    return Piece(name, made, 1)


def image_page(content: bytes, kind: str) -> bytes | None:
    """An image drawn again on a page, as a PDF; None when it cannot be, or would be too large."""
    import typst  # noqa: PLC0415 - a heavy wheel, loaded by the first image

    if not 0 < pixels(kind, content) <= MOST_PIXELS:
        return None
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"image.{kind}").write_bytes(content)
        page = Path(folder) / "page.typ"
        page.write_text(_IMAGE.format(name=f"image.{kind}"))
        try:
            made = typst.compile(str(page), root=folder, format="pdf")
        except (typst.TypstError, RuntimeError, ValueError):
            return None
    return bytes(made[0] if isinstance(made, list) else made)


def broken() -> tuple[type[Exception], ...]:
    """What reading a damaged PDF, image or document may raise."""
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - 20 MiB that pages never need

    return (
        zipfile.BadZipFile, PyPdfError, ValueError, LookupError, TypeError, AttributeError,
        OSError, RecursionError,
    )  # fmt: skip


def insert(packet: bytes, pieces: Sequence[Piece]) -> bytes:
    """The packet with the pages of each piece after its cover, found by the bookmarks.

    Nothing of a piece comes along but its pages: neither author, nor links, nor scripts.
    """
    bound = [one for one in pieces if one.count]
    if not bound:
        return packet
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - 20 MiB that pages never need

    reader = PdfReader(io.BytesIO(packet))
    covers = [reader.get_destination_page_number(one) for one in _covers(reader.outline)]
    book = PdfWriter()
    book.clone_document_from_reader(reader)
    shift = 1
    for cover, piece in zip(covers, bound, strict=True):
        shift += _after(book, (cover or 0) + shift, piece)
    made = io.BytesIO()
    book.write(made)
    return made.getvalue()


def _covers(outline: Sequence[Any]) -> Iterator[Any]:
    for one in outline:
        if isinstance(one, list):
            yield from _covers(one)
        elif str(one.title).startswith(cover()):
            yield one


def _after(book: PdfWriter, place: int, piece: Piece) -> int:
    """Insert the pages of a piece; how many were."""
    from pypdf import PdfReader  # noqa: PLC0415 - 20 MiB that pages never need

    done = 0
    for page in PdfReader(io.BytesIO(piece.pages), strict=False).pages:
        for key in ("/Annots", "/AA", "/StructParents", "/Metadata", "/PieceInfo", "/B"):
            page.pop(key, None)
        book.insert_page(page, place + done)
        done += 1
    return done
