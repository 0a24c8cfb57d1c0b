"""What a file of a known kind may hide: macros, bombs, scripts, another file behind it."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Final

from cordee.kernel.speech import noted
from cordee.web.files.pages import read

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFICE: Final = {"docx", "odt", "xlsx", "ods", "pptx", "odp"}
MOST_OPEN: Final = 500 * 1024 * 1024
"""A compressed file that would open larger than this is refused."""
MOST_ENTRIES: Final = 10_000
DENSEST: Final = 200
"""Times a part may be larger once open, beyond a few megabytes."""
SMALL: Final = 5 * 1024 * 1024
TAIL: Final = 66_000
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|Basic/|Scripts/)", re.IGNORECASE)
_RUN = re.compile(
    r"\.(exe|scr|com|bat|cmd|pif|jse?|vb[es]|wsf|hta|msi|jar|lnk|ps1|sh|dll|docm|xlsm|pptm|"
    r"html?|svg|xhtml)$",
    re.IGNORECASE,
)
_ESCAPES = re.compile(r"(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[A-Za-z]:")
_SCRIPT = re.compile(rb"<\s*(script|html|svg|iframe|\?php)", re.IGNORECASE)
_REMOTE = re.compile(rb"attachedTemplate[^>]*TargetMode=\"External\"|"
                     rb"TargetMode=\"External\"[^>]*attachedTemplate")  # fmt: skip

MACROS = noted(
    "{name} contient des macros. Enregistrez-le sans macros, ou en PDF, puis joignez-le."
)
BOMB = noted("{name} contient trop de données compressées pour être ouvert.")
LOCKED = noted(
    "{name} est protégé ou abîmé. Enregistrez-le sans mot de passe, puis joignez-le de nouveau."
)
HIDDEN = noted(
    "{name} cache un autre fichier derrière lui. Enregistrez-le de nouveau, en PDF par exemple."
)
SCRIPTS = noted("{name} contient des commandes. Imprimez-le en PDF, puis joignez ce PDF.")
RUNS = noted(
    "{name} contient un programme ou une page web, ou sort de son dossier : retirez-le de "
    "l’archive."
)


def dangers(kind: str, handle: IO[bytes]) -> Iterator[tuple[str, str]]:
    """(code, sentence with `{name}`) for each reason to refuse this file; nothing when safe."""
    if kind in OFFICE or kind == "zip":
        yield from _archive(kind, handle)
    elif kind == "pdf":
        pages, acts = read(handle)
        if pages is None:
            yield "file.unreadable", LOCKED
        elif acts:
            yield "file.scripts", SCRIPTS
    elif kind in {"doc", "xls", "ppt"} and _holds(handle, "_VBA_PROJECT".encode("utf-16-le")):
        yield "file.macros", MACROS
    elif kind == "rtf" and _holds(handle, b"\\objdata"):
        yield "file.scripts", SCRIPTS
    if kind not in OFFICE and kind != "zip" and _two_files(handle):
        yield "file.hidden", HIDDEN


def _archive(kind: str, handle: IO[bytes]) -> Iterator[tuple[str, str]]:
    handle.seek(0)
    try:
        with zipfile.ZipFile(handle) as opened:
            parts = opened.infolist()
            names = [one.filename for one in parts]
            if _bomb(parts):
                yield "file.bomb", BOMB
                return
            if any(one.flag_bits & 1 for one in parts):
                yield "file.unreadable", LOCKED
            if any(_MACROS.search(name) for name in names) and kind != "zip":
                yield "file.macros", MACROS
            if any(_ESCAPES.search(name) for name in names) or (
                kind == "zip" and any(_RUN.search(name) for name in names)
            ):
                yield "file.runs", RUNS
            if kind in OFFICE and _asks_outside(opened, names):
                yield "file.scripts", SCRIPTS
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, OSError,
            EOFError, KeyError, OverflowError):  # fmt: skip
        yield "file.unreadable", LOCKED


def _bomb(parts: list[zipfile.ZipInfo]) -> bool:
    """Whether it would open too large; parts that overlap or swell beyond measure tell it too."""
    whole = sum(one.file_size for one in parts)
    dense = any(
        one.file_size > SMALL and one.file_size > DENSEST * max(1, one.compress_size)
        for one in parts
    )
    starts = {one.header_offset for one in parts}
    return whole > MOST_OPEN or len(parts) > MOST_ENTRIES or dense or len(starts) != len(parts)


def _asks_outside(opened: zipfile.ZipFile, names: list[str]) -> bool:
    """A template fetched elsewhere when the document is opened, macros and all."""
    for name in names:
        if name.endswith("settings.xml.rels"):
            with opened.open(name) as part:
                if _REMOTE.search(part.read(1024 * 1024)):
                    return True
    return False


def _holds(handle: IO[bytes], sought: bytes) -> bool:
    """Whether some bytes are anywhere in a file, read piece by piece."""
    handle.seek(0)
    before = b""
    while piece := handle.read(1024 * 1024):
        if sought in before + piece:
            return True
        before = piece[-len(sought) :]
    return False


def _two_files(handle: IO[bytes]) -> bool:
    """An archive or a page appended to a picture, a sound or a PDF (a polyglot)."""
    size = handle.seek(0, 2)
    handle.seek(max(0, size - TAIL))
    tail = handle.read(TAIL)
    end = tail.rfind(b"PK\x05\x06")
    if end >= 0 and len(tail) - end >= 22 and tail[end + 8 : end + 12] != b"\0\0\0\0":  # noqa: PLR2004 - the size of the end record of a zip
        return True
    closing = max(tail.rfind(b"%%EOF"), tail.rfind(b"IEND"), tail.rfind(b"\xff\xd9"))
    return closing >= 0 and _SCRIPT.search(tail[closing:]) is not None
