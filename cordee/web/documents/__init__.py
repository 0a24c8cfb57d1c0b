"""PDF documents by Typst: accessible (PDF/UA-1), the same bytes for the same data."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from cordee.kernel.canonical import canonical

PACKAGE = Path(__file__).parents[2]


def pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """Compile a Typst template with plain data (`sys.inputs.data`, JSON); PDF/UA-1 bytes.

    The template imports the house style by `/web/documents/house.typ`; text from people reaches
    it only as strings, never as markup.
    """
    compiler, turn = _compiler(template)
    with turn:  # a compiler serves one thread at a time: at the deadline, many ask at once
        made = compiler.compile(
            format="pdf",
            sys_inputs={"data": canonical(data).decode()},
            pdf_standards=["ua-1"],
        )
    return bytes(made)


@cache
def _compiler(template: Path) -> tuple[Any, Lock]:
    """One compiler a template, kept: reading fonts again would cost most of the time."""
    import typst  # noqa: PLC0415 - a heavy wheel, loaded by the first document

    return typst.Compiler(str(template), root=str(PACKAGE)), Lock()
