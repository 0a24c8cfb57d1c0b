"""What a file really is, told by its content; its name only parts kinds of plain text."""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_OPEN = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
MEDIA: Final = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": f"{_OPEN}.wordprocessingml.document",
    "odt": f"{_ODF}.text",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{_OPEN}.spreadsheetml.sheet",
    "ods": f"{_ODF}.spreadsheet",
    "csv": "text/csv",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": f"{_OPEN}.presentationml.presentation",
    "odp": f"{_ODF}.presentation",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "tif": "image/tiff",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "geojson": "application/geo+json",
    "kml": "application/vnd.google-earth.kml+xml",
    "gpkg": "application/geopackage+sqlite3",
    "ifc": "application/x-step",
    "dwg": "image/vnd.dwg",
}
HEAD = 8_192
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SCAN = 32 * 1024 * 1024
"""How far the streams of an old Office document are looked for."""


def kind_of(name: str, content: bytes) -> str:
    """What some bytes are; empty when unknown or dangerous to open."""
    return kind_of_file(name, io.BytesIO(content))


def kind_of_file(name: str, handle: IO[bytes]) -> str:
    """What a file is, reading no more of it than needed; empty when unknown or dangerous."""
    handle.seek(0)
    head = handle.read(HEAD)
    for test, kind in _SIGNS:
        if test(head):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _zipped(handle)
    if head.startswith(OLE):
        return _old_office(handle)
    return _text(name, head)


def _starts(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signs)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(b"RIFF") and head[8:12] == form


def _brand(head: bytes) -> bytes:
    return head[8:12] if head[4:8] == b"ftyp" else b""


_SIGNS: Final[tuple[tuple[Callable[[bytes], bool], str], ...]] = (
    (_starts(b"%PDF-"), "pdf"),
    (_starts(b"\xff\xd8\xff"), "jpg"),
    (_starts(b"\x89PNG\r\n\x1a\n"), "png"),
    (_riff(b"WEBP"), "webp"),
    (_riff(b"WAVE"), "wav"),
    (_starts(b"II*\0", b"MM\0*"), "tif"),
    (_starts(b"{\\rtf"), "rtf"),
    (_starts(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"), "mp3"),
    (lambda head: _brand(head) == b"qt  ", "mov"),
    (lambda head: bool(_brand(head)), "mp4"),
    (_starts(b"\x1aE\xdf\xa3"), "webm"),
    (lambda head: head.startswith(b"SQLite format 3\0") and head[68:70] == b"GP", "gpkg"),
    (_starts(b"ISO-10303-21;"), "ifc"),
    (_starts(b"AC10"), "dwg"),
)


def _zipped(handle: IO[bytes]) -> str:
    """Office documents say what they are inside; any other archive is a plain one."""
    try:
        with zipfile.ZipFile(handle) as opened:
            names = set(opened.namelist())
            if "mimetype" in names and opened.getinfo("mimetype").file_size < 200:  # noqa: PLR2004 - a media type is short
                said = opened.read("mimetype").decode("ascii", "replace").strip()
                return next((kind for kind in ("odt", "ods", "odp") if MEDIA[kind] == said), "zip")
            for part, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"),
                               ("ppt/presentation.xml", "pptx")):  # fmt: skip
                if part in names and "[Content_Types].xml" in names:
                    return kind
            return "zip"
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, OSError, KeyError,
            EOFError):  # fmt: skip
        return ""


def _old_office(handle: IO[bytes]) -> str:
    """The old formats share one envelope; the streams they hold are named in UTF-16."""
    handle.seek(0)
    content = handle.read(SCAN)
    for stream, kind in (("WordDocument", "doc"), ("PowerPoint Document", "ppt"),
                         ("Workbook", "xls"), ("Book", "xls")):  # fmt: skip
        if stream.encode("utf-16-le") in content:
            return kind
    return ""


_MARKUP = re.compile(
    rb"<\s*(!doctype\s+html|html|script|svg|iframe|body|head|\?php)", re.IGNORECASE
)
_PLAIN = {"txt", "csv", "geojson", "kml"}


def _text(name: str, head: bytes) -> str:
    """Plain text by its extension, unless a browser could take it for a page."""
    end = name.rpartition(".")[2].lower().replace("json", "geojson").replace("geogeo", "geo")
    if end not in _PLAIN or b"\0" in head or not head.strip() or _MARKUP.search(head):
        return ""
    if end == "kml":
        return "kml" if b"<kml" in head else ""
    if end == "geojson":
        return "geojson" if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") else ""
    return end
