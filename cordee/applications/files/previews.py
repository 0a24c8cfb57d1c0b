"""A small picture of a file: the first page of a PDF, or the image, redrawn by the house.

Typst draws it (decision 0005): no other tool, and nothing of the file itself reaches the browser.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

if TYPE_CHECKING:
    from cordee.applications.models import Attachment

SHOWN = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 30_000_000
WIDTH = 320
_PAGE = "#set page(width: {width}pt, height: auto, margin: 0pt)\n#image({name}, width: 100%{more})"


def preview(attachment: Attachment) -> bytes | None:
    """A PNG about 320 pixels wide, made once; `None` when this file has none."""
    kind = SHOWN.get(attachment.media_type)
    if kind is None or attachment.size > MOST_BYTES:
        return None
    kept = _kept(attachment)
    if default_storage.exists(kept):
        with default_storage.open(kept) as held:
            return bytes(held.read()) or None
    with attachment.content.open() as held:
        made = drawn(kind, held.read())
    default_storage.save(kept, ContentFile(made or b""))  # an empty one is not tried again
    return made


def _kept(attachment: Attachment) -> str:
    return f"previews/{attachment.sha256}.png"


def forget(attachment: Attachment) -> None:
    """Erase the picture of a file that is erased, unless another file is the very same."""
    same = type(attachment).objects.filter(sha256=attachment.sha256)
    if not same.exclude(pk=attachment.pk).exists():
        default_storage.delete(_kept(attachment))


ABSENT = (
    '#set page(width: 320pt, height: 90pt, margin: 12pt, fill: rgb("f2f4f7"))\n'
    '#set align(center + horizon)\n#set text(lang: "fr", size: 16pt)\n'
    "Aperçu non disponible"
)


@cache
def absent() -> bytes:
    """The picture that says there is none."""
    import typst  # noqa: PLC0415 - the same

    made = typst.compile(ABSENT.encode(), format="png", ppi=72)
    return bytes(made[0] if isinstance(made, list) else made)


def drawn(kind: str, content: bytes) -> bytes | None:
    """The picture of some bytes; `None` when they cannot be drawn, or would be too large."""
    import typst  # noqa: PLC0415 - a heavy wheel, loaded by the first preview

    if kind != "pdf" and not 0 < pixels(kind, content) <= MOST_PIXELS:
        return None
    with tempfile.TemporaryDirectory() as folder:
        name = f"page.{kind}"
        (Path(folder) / name).write_bytes(content)
        more = ", page: 1" if kind == "pdf" else ""
        page = Path(folder) / "page.typ"
        page.write_text(_PAGE.format(width=WIDTH, name=f'"{name}"', more=more))
        try:
            made = typst.compile(str(page), root=folder, format="png", ppi=72)
        except (typst.TypstError, RuntimeError, ValueError):
            return None
    first = made[0] if isinstance(made, list) else made
    return bytes(first) if first else None


def pixels(kind: str, content: bytes) -> int:
    """How many pixels an image says it has, read in its first bytes; 0 when it does not say."""
    reader = {"png": _png, "jpg": _jpg, "webp": _webp}[kind]
    try:
        width, height = reader(content)
    except (IndexError, ValueError):
        return 0
    return width * height


def _number(content: bytes, start: int, length: int, order: str = "big") -> int:
    piece = content[start : start + length]
    if len(piece) < length:
        raise ValueError(start)
    return int.from_bytes(piece, "little" if order == "little" else "big")


def _png(content: bytes) -> tuple[int, int]:
    return _number(content, 16, 4), _number(content, 20, 4)


def _jpg(content: bytes) -> tuple[int, int]:
    """Walk the segments to the frame that gives the size."""
    at = 2
    while content[at] == 0xFF:  # noqa: PLR2004 - every segment begins so
        sign = content[at + 1]
        if 0xC0 <= sign <= 0xCF and sign not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 - frames
            return _number(content, at + 7, 2), _number(content, at + 5, 2)
        at += 2 + max(2, _number(content, at + 2, 2))
    return 0, 0


def _webp(content: bytes) -> tuple[int, int]:
    form = content[12:16]
    if form == b"VP8X":
        return _number(content, 24, 3, "little") + 1, _number(content, 27, 3, "little") + 1
    if form == b"VP8 ":
        return (_number(content, 26, 2, "little") & 0x3FFF,
                _number(content, 28, 2, "little") & 0x3FFF)  # fmt: skip
    bits = _number(content, 21, 4, "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
