"""Writing a document's archive: the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from cordee.applications.doors.sheet import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

EPOCH = (2020, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def archive(files: Mapping[str, str], *, first: Mapping[str, str] | None = None) -> bytes:
    """A zip of those texts; `first` ones stand at its head, not compressed (as ODF asks)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in (first or {}).items():
            opened.writestr(zipfile.ZipInfo(name, EPOCH), text.encode(), zipfile.ZIP_STORED)
        for name, text in files.items():
            info = zipfile.ZipInfo(name, EPOCH)
            opened.writestr(info, text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def text(value: str) -> str:
    """A text inside an element."""
    return escape(printable(value))


def attribute(value: str) -> str:
    """A text as the quoted value of an attribute."""
    return quoteattr(printable(value).replace("\n", " ").replace("\t", " "))
