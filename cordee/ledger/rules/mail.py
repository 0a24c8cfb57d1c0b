"""What a letter may hold, and the form it takes; no Django, no database, no clock."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from html import escape
from typing import Final
from urllib.parse import quote, urlsplit

from cordee.kernel.findings import Finding, broken

PAUSES: Final = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
LONGEST_NAME: Final = 180
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ATOM: Final = r"[^\s@<>,;:\"()\[\]\\]+"
ADDRESS: Final = re.compile(rf"{ATOM}@{ATOM}\.[^\s@<>,;:\"()\[\]\\.]+")
LINK: Final = re.compile(r"https?://[^\s<>«»\"']*[^\s<>«»\"'.,;:!?)…]")


def faults(*, to: str, subject: str, text: str, reply_to: str, unsubscribe: str) -> list[Finding]:
    """Every reason not to post a letter: header injection, false address, empty text."""
    found = [
        broken("header", place, "Un en-tête tient sur une ligne, sans caractère de commande.")
        for place, value in (
            ("to", to), ("subject", subject), ("reply_to", reply_to), ("unsubscribe", unsubscribe)
        )
        if CONTROL.search(value)
    ]  # fmt: skip
    for place, value in (("to", to), ("reply_to", reply_to)):
        if (value or place == "to") and not ADDRESS.fullmatch(value):
            found.append(broken("address", place, "Cette adresse électronique n’est pas valable."))
    if not subject.strip() or not text.strip():
        found.append(broken("empty", "text", "Un message a un objet et un texte."))
    if UNPRINTABLE.search(text):
        found.append(broken("control", "text", "Le texte contient un caractère de commande."))
    if unsubscribe and urlsplit(unsubscribe).scheme not in {"http", "https"}:
        found.append(broken("unsubscribe", "unsubscribe", "Le désabonnement est un lien du site."))
    return found


def message_id(key: str, domain: str) -> str:
    """The Message-ID of a key: a letter sent twice bears the same one, so its reader sees one."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def file_name(key: str) -> str:
    """The file of a key in a mailbox folder; two keys never share one."""
    name = quote(key, safe="")
    if len(name) > LONGEST_NAME or name.startswith("."):
        name = f"{name[:100].lstrip('.')}-{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    return f"{name}.eml"


def pause(attempts: int) -> timedelta | None:
    """How long to wait after this many failed attempts; None when it is time to give up."""
    return PAUSES[attempts - 1] if 0 < attempts <= len(PAUSES) else None


def html_of(text: str, title: str = "", language: str = "fr") -> str:
    """The letter as plain HTML: paragraphs, line breaks, links; everything else escaped."""
    blocks = (block for block in re.split(r"\n\s*\n", text.strip()) if block.strip())
    body = "\n".join(f"<p>{_linked(block.strip())}</p>" for block in blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head>\n<body>\n{body}\n</body></html>\n"
    )


def _linked(block: str) -> str:
    parts, end = [], 0
    for found in LINK.finditer(block):
        url = escape(found[0])
        parts += [escape(block[end : found.start()]), f'<a href="{url}">{url}</a>']
        end = found.end()
    return "".join([*parts, escape(block[end:])]).replace("\n", "<br>\n")
