"""A mail as a parcel: who, when, the files it carries; whatever its shape, nothing of it fails."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cordee.applications.doors.parcel import Parcel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

MOST_FILES, MOST_TEXT = 30, 20_000
TRANSIT = timedelta(hours=1)
"""A relay of ours that took longer to receive a mail is not believed."""
_ROBOT = re.compile(r"(mailer-daemon|no-?reply|ne-pas-repondre|postmaster)@", re.IGNORECASE)


def parcel_of(raw: bytes, *, ended: datetime) -> Parcel:
    """Read a mail that the server finished receiving at `ended`.

    Reception began when the last relay says it took the mail. Headers that cannot be read count
    as absent; a mail without Message-ID is named after its content.
    """
    mail = message_from_bytes(raw, policy=policy.default)
    sender = _addresses(mail, "From")
    return Parcel(
        files=list(_files(mail))[:MOST_FILES],
        began=_began(mail, ended),
        ended=ended,
        sender=sender[0] if sender else "",
        recipients=_addresses(mail, "To", "Cc", "Delivered-To", "X-Original-To"),
        subject=_header(mail, "Subject")[:250],
        text=_text(mail)[:MOST_TEXT],
        message_id=_header(mail, "Message-ID")[:250] or hashlib.sha256(raw).hexdigest(),
        sent=_moment(_header(mail, "Date")),
        automatic=_automatic(mail),
    )


def _header(mail: EmailMessage, name: str) -> str:
    """A header on one line; the parser itself may stumble on hostile ones."""
    try:
        value = str(mail.get(name, ""))
    except Exception:  # noqa: BLE001 - the parser of headers raises whatever its depths raise
        return ""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]+", " ", value).strip()


def _addresses(mail: EmailMessage, *names: str) -> list[str]:
    """The valid addresses of those headers, in lower case."""
    said = [one for name in names if (one := _header(mail, name))]
    found = [address.strip().lower() for _name, address in getaddresses(said)]
    return [one for one in found if _valid(one)]


def _valid(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _moment(text: str) -> datetime | None:
    """An instant with its zone, or nothing."""
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if found.tzinfo is not None else None


def _began(mail: EmailMessage, ended: datetime) -> datetime:
    began = _moment(_header(mail, "Received").rpartition(";")[2].strip())
    return began if began is not None and ended - TRANSIT <= began <= ended else ended


def _automatic(mail: EmailMessage) -> bool:
    """Whether a machine wrote it: it is answered nothing (RFC 3834)."""
    told = _header(mail, "Auto-Submitted").lower()
    bulk = _header(mail, "Precedence").lower() in {"bulk", "list", "junk", "auto_reply"}
    return bool(
        (told and told != "no")
        or bulk
        or mail.get_content_type() == "multipart/report"
        or _ROBOT.search(_header(mail, "From"))
    )


def _parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    for part in mail.walk():
        if not part.is_multipart():
            yield part


def _files(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Every part that is not the message itself, forwarded mails opened."""
    for rank, part in enumerate(_parts(mail), start=1):
        name = _name(part)
        if name or part.get_content_maintype() not in {"text", "multipart", "message"}:
            content = _payload(part)
            if content:
                yield name or f"piece-{rank}", content


def _name(part: EmailMessage) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # noqa: BLE001 - the same parser, the same depths
        return ""


def _payload(part: EmailMessage) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - the same parser, the same depths
        return b""
    return content if isinstance(content, bytes) else b""


def _text(mail: EmailMessage) -> str:
    """The words of the message, plain ones only."""
    for part in _parts(mail):
        if part.get_content_type() == "text/plain" and not _name(part):
            charset = part.get_content_charset() or "utf-8"
            try:
                said = _payload(part).decode(charset, "replace")
            except LookupError:
                said = _payload(part).decode("utf-8", "replace")
            return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", said.replace("\r\n", "\n"))
    return ""
