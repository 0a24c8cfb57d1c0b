"""The mailbox of the calls, read by IMAP: each new message becomes an arrival."""

from __future__ import annotations

import imaplib
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from cordee.applications.actions.arrivals import collect
from cordee.applications.doors.mail import parcel_of
from cordee.ledger.actions import reaction
from cordee.reactions import MAIL_DOORS

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT = 30
MOST_BYTES = 60 * 1024 * 1024
MOST_AT_ONCE = 100
_DATE = re.compile(rb'INTERNALDATE "([^"]+)"')
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Unreachable(Exception):
    """The mailbox does not answer, or refuses us: the sentence says which."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """How many messages were kept, and how many were too large to be."""

    kept: int = 0
    too_large: int = 0


def fetch(url: str, *, at: datetime) -> Fetched:
    """Keep every unseen message of the mailbox, then mark it seen.

    `url` is `imaps://user:password@host:993/INBOX` (`imap:` asks for encryption first). A message
    is marked only once its arrival is committed: cut in between, it comes again and is known by
    its Message-ID. Raises `Unreachable`.
    """
    kept = large = 0
    try:
        with _connected(url) as box:
            _entered(box, url)
            for number in _unseen(box):
                size, ended = _facts(box, number, at)
                if size > MOST_BYTES:
                    large += 1
                    continue  # left unseen: someone of the team opens it by hand
                _kept(_raw(box, number), ended, at)
                kept += 1
                box.uid("STORE", number, "+FLAGS", r"(\Seen)")
    except (imaplib.IMAP4.error, OSError) as wrong:
        raise Unreachable(f"La boîte ne répond pas comme attendu : {wrong}") from wrong
    return Fetched(kept, large)


def _kept(raw: bytes, ended: datetime, at: datetime) -> None:
    """Give a mail to whoever it was sent to; the calls keep what is nobody else's."""
    if not any(reaction(path)(raw, ended=ended, at=at) for path in MAIL_DOORS):
        collect(parcel_of(raw, ended=ended), at=at)


def _connected(url: str) -> imaplib.IMAP4:
    parts = urlsplit(url)
    host, secure = parts.hostname or "localhost", ssl.create_default_context()
    if parts.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=secure, timeout=TIMEOUT)
    return imaplib.IMAP4(host, parts.port or 143, timeout=TIMEOUT)


def _entered(box: imaplib.IMAP4, url: str) -> None:
    """Sign in and open the folder, encrypted if the server can."""
    parts = urlsplit(url)
    if parts.scheme != "imaps" and "STARTTLS" in box.capabilities:
        box.starttls(ssl.create_default_context())
    box.login(unquote(parts.username or ""), unquote(parts.password or ""))
    folder = unquote(parts.path.strip("/")) or "INBOX"
    status, _said = box.select(f'"{folder}"')
    if status != "OK":
        raise imaplib.IMAP4.error(f"le dossier {folder} n’existe pas")


def _unseen(box: imaplib.IMAP4) -> Iterator[str]:
    _status, found = box.uid("SEARCH", "UNSEEN")
    numbers = (found[0] or b"").split() if found else []
    yield from (one.decode() for one in numbers[:MOST_AT_ONCE])


def _facts(box: imaplib.IMAP4, number: str, at: datetime) -> tuple[int, datetime]:
    """Its size, and the instant the server had all of it."""
    _status, found = box.uid("FETCH", number, "(RFC822.SIZE INTERNALDATE)")
    said = b" ".join(one if isinstance(one, bytes) else one[0] for one in found if one)
    size, date = _SIZE.search(said), _DATE.search(said)
    ended = at
    if date is not None:
        with suppress(ValueError):
            ended = datetime.strptime(date[1].decode("ascii", "replace").strip(),
                                      "%d-%b-%Y %H:%M:%S %z")  # fmt: skip
    return (int(size[1]) if size else 0), min(ended, at)


def _raw(box: imaplib.IMAP4, number: str) -> bytes:
    _status, found = box.uid("FETCH", number, "(BODY.PEEK[])")
    return next((one[1] for one in found if isinstance(one, tuple)), b"")
