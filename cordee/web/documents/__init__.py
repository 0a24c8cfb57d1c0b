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


LETTERS = Path(__file__).parent / "letters.typ"
ABSENT = "\N{WHITE SQUARE}"
"""Printed in place of a character that no font of ours draws; digests cover the true one."""
TRIES = 3
"""Bold and narrow letters may lack what the plain ones draw: each try names some of them."""
_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")


def pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """Compile a Typst template with plain data (`sys.inputs.data`, JSON); PDF/UA-1 bytes.

    The template imports the house style by `/web/documents/house.typ`; text from people reaches
    it only as strings, never as markup. A character that cannot be drawn is printed as a square:
    nobody is refused a receipt for a sign pasted from elsewhere, or written in letters for which
    this machine has no font.
    """
    import typst  # noqa: PLC0415 - a heavy wheel, loaded by the first document

    said = plain(data)
    for tried in range(TRIES + 1):
        try:
            return _compiled(template, said)
        except typst.TypstError as error:
            found = _named(error)
            if not found or tried == TRIES:
                raise
            said = _drawable(said, found | _undrawn(_letters(said) - found))
    raise RuntimeError("the last try returns or raises")


def _compiled(template: Path, said: Any) -> bytes:
    compiler, turn = _compiler(template)
    with turn:  # a compiler serves one thread at a time: at the deadline, many ask at once
        made = compiler.compile(
            format="pdf", sys_inputs={"data": canonical(said).decode()}, pdf_standards=["ua-1"]
        )
    return bytes(made)


def _named(error: Exception) -> set[str]:
    """The characters that a refusal of the compiler says it could not draw."""
    found = _UNDRAWN.search(str(error))
    return set(_CODE.sub(lambda one: chr(int(one[1], 16)), found[1])) if found else set()


def _undrawn(letters: set[str]) -> set[str]:
    """Those that no font here draws, asked of the compiler on a page of their own."""
    import typst  # noqa: PLC0415 - a heavy wheel, loaded by the first document

    left, lost = set(letters), {one for one in letters if _nobodys(one)}
    while left := left - lost:
        try:
            _compiled(LETTERS, {"title": "A", "letters": "".join(sorted(left))})
        except typst.TypstError as error:
            if not (named := _named(error) & left):
                raise
            lost |= named
        else:
            break
    return lost


def _letters(said: Any) -> set[str]:
    """Every character of the data beyond those that all fonts draw."""
    if isinstance(said, dict):
        return set().union(*map(_letters, said.values()))
    if isinstance(said, list):
        return set().union(*map(_letters, said))
    if not isinstance(said, str):
        return set()
    return {one for one in said if not (one.isascii() and one.isprintable())}


def _drawable(said: Any, undrawn: set[str]) -> Any:
    """The same data, a square in place of each of these characters."""
    if isinstance(said, dict):
        return {key: _drawable(one, undrawn) for key, one in said.items()}
    if isinstance(said, list):
        return [_drawable(one, undrawn) for one in said]
    if not isinstance(said, str):
        return said
    return said.translate(dict.fromkeys(map(ord, undrawn), ABSENT))


def _nobodys(one: str) -> bool:
    """A character without a drawing of its own: private, unassigned, a control."""
    return unicodedata.category(one) in {"Co", "Cn", "Cs", "Cc"} and one not in "\n\t"


@cache
def _compiler(template: Path) -> tuple[Any, Lock]:
    """One compiler a template, kept: reading fonts again would cost most of the time."""
    import typst  # noqa: PLC0415 - a heavy wheel, loaded by the first document

    return typst.Compiler(str(template), root=str(PACKAGE)), Lock()
