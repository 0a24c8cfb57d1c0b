"""A joined file as a blind jury opens it: without what the file itself says of its author."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from cordee.applications.files.previews import SHOWN
from cordee.applications.files.serving import refuse_infected
from cordee.selection.packets.joined import MOST_BYTES, broken, image_page
from cordee.web.files.serving import closed_in

if TYPE_CHECKING:
    from cordee.applications.models import Attachment

EMPTY = {
    "docProps/core.xml": (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties"/>'
    ),
    "docProps/app.xml": (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"/>'
    ),
    "meta.xml": (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'office:version="1.3"/>'
    ),
}
"""The part of an office file that names who wrote it, and the same part saying nothing."""
OFFICE = ("officedocument", "opendocument")
MOST_INSIDE = 200 * 1024 * 1024
NOT_BLIND = (
    "Ce fichier garde le nom de son auteur, que la lecture à l’aveugle doit taire. Demandez à "
    "l’équipe d’animation ce qu’il contient."
)


def nameless(attachment: Attachment, name: str) -> HttpResponse:
    """The file without its author, title and history; refused in words when that cannot be."""
    refuse_infected(attachment)
    made = _cleaned(attachment) if attachment.size <= MOST_BYTES else None
    if made is None:
        raise PermissionDenied(NOT_BLIND)
    content, media, ending = made
    response = HttpResponse(content, content_type=media)
    stem = name.rpartition(".")[0] or name
    response.headers["Content-Disposition"] = f'attachment; filename="{_plain(stem)}{ending}"'
    return closed_in(response)


def _plain(stem: str) -> str:
    """A neutral name, « Pièce 2 », in plain letters for any mail or disk."""
    return "piece-" + "".join(one for one in stem if one.isdigit())


def _cleaned(attachment: Attachment) -> tuple[bytes, str, str] | None:
    """The bytes without their metadata, their type and ending; None when the kind is unknown."""
    with attachment.content.open("rb") as opened:
        content = opened.read()
    media = attachment.media_type
    if media == "application/pdf":
        made = _pdf(content)
        return (made, media, ".pdf") if made else None
    if media in SHOWN:
        drawn = image_page(content, SHOWN[media])
        return (drawn, "application/pdf", ".pdf") if drawn else None
    if any(word in media for word in OFFICE):
        made = _office(content)
        ending = attachment.name.rpartition(".")[2].lower()[:5]
        return (made, media, f".{ending}") if made else None
    return None


def _pdf(content: bytes) -> bytes | None:
    """The pages of a PDF in a new one: no author, no title, no joined file, no script."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - 20 MiB that pages never need

    book = PdfWriter()
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            return None
        for page in reader.pages:
            for key in ("/AA", "/Metadata", "/PieceInfo", "/Annots"):
                page.pop(key, None)
            book.add_page(page)
        made = io.BytesIO()
        book.write(made)
    except broken():
        return None
    return made.getvalue()


def _office(content: bytes) -> bytes | None:
    """An office file whose properties say nothing; its text is as it was handed in."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
            if sum(one.file_size for one in old.infolist()) > MOST_INSIDE:
                return None
            for one in old.infolist():
                inside = EMPTY[one.filename].encode() if one.filename in EMPTY else old.read(one)
                new.writestr(zipfile.ZipInfo(one.filename), inside, one.compress_type)
    except broken():
        return None
    return made.getvalue()
