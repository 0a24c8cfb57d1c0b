"""Any document that comes back, read as one stream of lines and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.applications.doors import reading_docx, reading_odt
from cordee.applications.doors.opening import Bundle, damaged, refusal
from cordee.applications.doors.strangers import stranger

if TYPE_CHECKING:
    from cordee.applications.doors.stream import Stream


def read_document(content: bytes) -> Stream:
    """What a DOCX or an ODT says, told by its content and never by its name.

    Raises `Refused` with the reason: damaged, protected, macros, too large, another format,
    which is named with the way out of it.
    """
    if found := stranger(content):
        raise refusal(*found)
    bundle = Bundle(content)
    try:
        if "word/document.xml" in bundle.names:
            return reading_docx.read(bundle)
        if "content.xml" in bundle.names:
            return reading_odt.read(bundle)
    except RecursionError as deep:
        raise damaged() from deep
    raise damaged()
