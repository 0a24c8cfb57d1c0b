"""Names of files, made safe to show, to keep and to download."""

import re
import unicodedata

LONGEST = 150
_PARTS = re.compile(r"[/\\]+")
_UNSAFE = re.compile(r'[:*?"<>|]+')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_RUNS = re.compile(
    r"\.(?=(?:exe|scr|com|bat|cmd|pif|js|jse|vbs|vbe|wsf|hta|msi|jar|lnk|ps1|sh|py|php|html?|svg|"
    r"xhtml|docm|xlsm|pptm)\b)",
    re.IGNORECASE,
)
"""The dot before an inner extension that some system would run: « facture.exe.pdf »."""


def clean_name(name: str, kind: str = "") -> str:
    """The name alone: no folder, no invisible or turning character, no double extension.

    With `kind`, the name ends by what the file really is.
    """
    flat = unicodedata.normalize("NFC", _PARTS.split(name)[-1])
    flat = "".join(" " if char.isspace() else char for char in flat if _shown(char))
    flat = re.sub(r" {2,}", " ", _UNSAFE.sub("-", flat)).strip(". -")
    stem, _dot, end = flat.rpartition(".")
    if not stem or len(end) > 10 or not end.isalnum():  # noqa: PLR2004 - no extension is longer
        stem, end = flat, ""
    end = _ending(end, kind)
    stem = _RUNS.sub("-", f"{stem}.")[:-1] if kind else stem
    stem = stem[:LONGEST].strip(". -") or "fichier"
    stem = f"{stem}-" if _RESERVED.match(stem) else stem
    return f"{stem}.{end}" if end else stem


def _shown(char: str) -> bool:
    """Whether a character stands in a name: neither control, nor invisible, nor turning text."""
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or char == "\t"


def _ending(end: str, kind: str) -> str:
    same = {"jpeg": "jpg", "tiff": "tif", "htm": "html"}
    return end if not kind or same.get(end.lower(), end.lower()) == kind else kind
