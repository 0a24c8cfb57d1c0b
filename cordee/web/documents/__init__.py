"""PDF documents by Typst: accessible (PDF/UA-1), the same bytes for the same data."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from cordee.kernel.canonical import canonical, plain

PACKAGE = Path(__file__).parents[2]


TRIES = 6
ABSENT = "\N{WHITE SQUARE}"
"""Printed in place of a character that no font of ours draws; digests cover the true one."""
_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_COMMON = 0x024F
"""The last of the Latin letters that every font of the house draws."""


def pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """Compile a Typst template with plain data (`sys.inputs.data`, JSON); PDF/UA-1 bytes.

    The template imports the house style by `/web/documents/house.typ`; text from people reaches
    it only as strings, never as markup. A character that cannot be drawn is printed as a square:
    nobody is refused a receipt for a sign pasted from elsewhere.
    """
    import typst  # noqa: PLC0415 - a heavy wheel, loaded by the first document

    said = plain(data)
    for tried in range(TRIES + 1):
        try:
            return _compiled(template, said)
        except typst.TypstError as error:
            found = _UNDRAWN.search(str(error))
            if found is None or tried == TRIES:
                raise
            said = _drawable(said, _CODE.sub(_character, found[1]), whole=tried == TRIES - 1)
    raise RuntimeError("the last try returns or raises")


def _compiled(template: Path, said: Any) -> bytes:
    compiler, turn = _compiler(template)
    with turn:  # a compiler serves one thread at a time: at the deadline, many ask at once
        made = compiler.compile(
            format="pdf", sys_inputs={"data": canonical(said).decode()}, pdf_standards=["ua-1"]
        )
    return bytes(made)


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _drawable(said: Any, undrawn: str, *, whole: bool) -> Any:
    """The same data without what was just named, nor what no font has; only Latin when `whole`."""
    if isinstance(said, dict):
        return {key: _drawable(one, undrawn, whole=whole) for key, one in said.items()}
    if isinstance(said, list):
        return [_drawable(one, undrawn, whole=whole) for one in said]
    if not isinstance(said, str):
        return said
    return "".join(ABSENT if _absent(one, undrawn, whole=whole) else one for one in said)


def _absent(one: str, undrawn: str, *, whole: bool) -> bool:
    if one.isascii() and one.isprintable():
        return False
    strange = whole and ord(one) > _COMMON and unicodedata.category(one)[0] in "LMS"
    return one in undrawn or _nobodys(one) or strange


def _nobodys(one: str) -> bool:
    """A character without a drawing of its own: private, unassigned, a control."""
    return unicodedata.category(one) in {"Co", "Cn", "Cs", "Cc"} and one not in "\n\t"


@cache
def _compiler(template: Path) -> tuple[Any, Lock]:
    """One compiler a template, kept: reading fonts again would cost most of the time."""
    import typst  # noqa: PLC0415 - a heavy wheel, loaded by the first document

    return typst.Compiler(str(template), root=str(PACKAGE)), Lock()
