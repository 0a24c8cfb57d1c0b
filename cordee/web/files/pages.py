"""How many pages a PDF has, and whether it would act by itself when opened."""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGES_MOST = 20_000
ACTS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}


def pages_of(content: bytes) -> int | None:
    """How many pages a PDF has; `None` when it cannot be read."""
    return read(io.BytesIO(content))[0]


def read(handle: IO[bytes]) -> tuple[int | None, bool]:
    """Pages of a PDF (`None` when it cannot be read), and whether it acts when opened."""
    from pypdf import PdfReader  # noqa: PLC0415 - only when a PDF comes in
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same

    handle.seek(0)
    odd = (
        PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError,
        AssertionError, NotImplementedError, ArithmeticError,
    )  # fmt: skip
    try:
        reader = PdfReader(handle, strict=False)
        if reader.is_encrypted:
            return None, False
        return min(len(reader.pages), PAGES_MOST), _acts(reader)
    except odd:
        return None, False


def _acts(reader: PdfReader) -> bool:
    """A script or a command of the whole document: what a form or an attack has, no text does."""
    root: Any = reader.trailer["/Root"].get_object()
    if "/AA" in root:
        return True
    opening = root.get("/OpenAction")
    opening = opening.get_object() if opening is not None else None
    if isinstance(opening, dict) and str(opening.get("/S", "")) in ACTS:
        return True
    names = root.get("/Names")
    names = names.get_object() if names is not None else None
    return isinstance(names, dict) and "/JavaScript" in names
