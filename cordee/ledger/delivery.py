"""Turn a message of the outbox into a mail, and keep mails as files where none may leave."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from email.policy import SMTP, EmailPolicy, Policy, default
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from pathlib import Path
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation

from cordee.ledger.actions import reaction
from cordee.ledger.rules.mail import file_name, message_id
from cordee.reactions import ENCLOSED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cordee.ledger.models import Enclosure, Message


SHARED = frozenset(
    {"from", "mime-version", "content-type", "content-transfer-encoding", "content-language",
     "auto-submitted", "precedence"}
)  # fmt: skip
"""Headers that are the same in letters one after the other, and name nobody who receives them."""


class Headers(EmailPolicy):
    """Reads and folds once the headers that letters share: what a mail costs most, again."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """A header read: it never changes, so mails may hold the same one."""
        read = _read if name.lower() in SHARED else SMTP.header_store_parse
        return read(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The bytes of a header."""
        folded = _folded if name.lower() in SHARED else SMTP.fold_binary
        return folded(name, value)


@lru_cache(maxsize=64)
def _read(name: str, value: str) -> tuple[str, Any]:
    return SMTP.header_store_parse(name, value)


@lru_cache(maxsize=64)
def _folded(name: str, value: str) -> bytes:
    return SMTP.fold_binary(name, value)


HEADERS = Headers(linesep=SMTP.linesep)


class Letter(EmailMultiAlternatives):
    """A mail that knows the key of its message."""

    key: str = ""

    def message(self, *, policy: Policy[Any] | None = None) -> Any:
        """The mail itself; headers that letters share are read once when a server receives it."""
        return super().message(policy=HEADERS if policy is SMTP else policy or default)


_line: ContextVar[BaseEmailBackend | None] = ContextVar("line", default=None)


@contextmanager
def one_line() -> Iterator[None]:
    """Send every letter within over one connection to the mail server."""
    mailer = mailers.default
    token = _line.set(mailer)
    try:
        yield
    finally:
        _line.reset(token)
        _hang_up(mailer)


def deliver(message: Message) -> None:
    """Hand `message` to the mail backend; raises what the backend raises."""
    mailer = _line.get()
    if mailer is None:
        with one_line():
            return deliver(message)
    try:
        mailer.open()  # nothing when it is open already
        sent = mailer.send_messages([compose(message)])
    except Exception:
        _hang_up(mailer)  # whatever went wrong, the next letter has a line of its own
        raise
    if sent != 1:
        raise RuntimeError("the mail backend sent nothing")
    return None


def _hang_up(mailer: BaseEmailBackend) -> None:
    """Close a connection; the server may have closed it before us."""
    with suppress(OSError, SMTPException):
        mailer.close()


def compose(message: Message) -> Letter:
    """The mail of a message: always the same Message-ID, Date and text."""
    letter = Letter(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers(message),
    )
    letter.key = message.key
    letter.attach_alternative(message.html, "text/html")
    if message.encloses:
        with translation.override(_language(message)):
            for enclosure in message.enclosures.all():
                letter.attach(enclosure.name, enclosed(enclosure), enclosure.media_type)
    return letter


def _language(message: Message) -> str:
    """The language in which a letter was written, so that what it encloses is in the same."""
    found = WRITTEN_IN.search(message.html[:HEAD])
    return found[1] if found else "fr"


WRITTEN_IN = re.compile(r'<html lang="([a-zA-Z-]{2,10})"')
HEAD = 200


def enclosed(enclosure: Enclosure) -> bytes:
    """The bytes of an enclosure, made now when they were not kept."""
    if not enclosure.made_of:
        return bytes(enclosure.content)
    word, _colon, pk = enclosure.made_of.partition(":")
    return cast("bytes", reaction(ENCLOSED[word])(int(pk)))


def headers(message: Message) -> dict[str, str]:
    """What the reader's software needs to know: who it is, that nobody typed it, how to leave."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    said = {
        "Message-ID": message_id(message.key, domain),
        "Date": format_datetime(message.posted_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": _language(message),
    }
    if message.key.startswith("list:"):
        said["List-Id"] = f"<{message.key.split(':')[1]}.lists.{domain}>"
        said["Precedence"] = "list"
    if message.unsubscribe:
        said["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        said["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return said


class Mailbox(BaseEmailBackend):
    """Writes each mail as `<key>.eml`, in one gesture: sending twice leaves one file."""

    def __init__(self, *, file_path: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.folder = Path(file_path)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write every mail; returns how many."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            self._write(mail)
        return len(email_messages)

    def _write(self, mail: EmailMessage) -> None:
        made = mail.message()
        key = getattr(mail, "key", "") or str(made["Message-ID"]).strip("<>")
        with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".part", delete=False) as part:
            part.write(made.as_bytes())
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(self.folder / file_name(key))
