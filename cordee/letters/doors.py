"""Mails sent to lists, out of the mailbox of the house, read as plain words whatever they hold."""

from __future__ import annotations

import html
import re
from email import message_from_bytes, policy
from email.utils import parseaddr
from typing import TYPE_CHECKING

import nh3
from django.conf import settings

from cordee.applications.doors.mail import parcel_of
from cordee.letters.actions.threads import receive_mail
from cordee.letters.links_lists import proves
from cordee.letters.models import DiscussionList
from cordee.letters.rules.lists import aimed, fresh

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import EmailMessage

    from cordee.applications.doors.parcel import Parcel
    from cordee.letters.rules.lists import Aimed

MOST = 20_000
LINES = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>", re.IGNORECASE)


def receive(raw: bytes, *, ended: datetime, at: datetime) -> bool:
    """Keep a mail sent to a list; False when it is not for one, and somebody else’s to read."""
    if not settings.LISTS_ADDRESS:
        return False
    parcel = parcel_of(raw, ended=ended)
    told = next(filter(None, (aimed(one, settings.LISTS_ADDRESS) for one in parcel.recipients)),
                None)  # fmt: skip
    if told is None:
        return False
    one = DiscussionList.objects.filter(word=told.word).first()
    if one is not None:
        _received(one, parcel, told, raw, at)
    return True  # to a list that does not exist: nobody's form, nothing to answer


def _received(one: DiscussionList, parcel: Parcel, told: Aimed, raw: bytes, at: datetime) -> None:
    mail = message_from_bytes(raw, policy=policy.default)
    words = fresh(parcel.text or _out_of_html(mail))[:MOST]
    receive_mail(
        one, email=parcel.sender, name=_name(mail), subject=parcel.subject, text=words,
        message_id=parcel.message_id, thread=told.thread, files=len(parcel.files),
        proved=proves(one, told.thread, parcel.sender, told.signature),
        automatic=parcel.automatic or _relayed(mail), at=at,
    )  # fmt: skip


def _relayed(mail: EmailMessage) -> bool:
    """Whether a list sent it, ours or another’s: two lists on each other would never stop."""
    return any(mail.get(name) for name in ("List-Id", "X-Loop", "X-Autoreply", "X-Autorespond"))


def _name(mail: EmailMessage) -> str:
    """The name of « From », one line, short; hostile headers count as none."""
    try:
        said = parseaddr(str(mail.get("From", "")))[0]
    except Exception:  # noqa: BLE001 - the parser of headers raises whatever its depths raise
        return ""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff<>]+", " ", said).strip()[:160]


def _out_of_html(mail: EmailMessage) -> str:
    """The words of a mail that has no plain version: no tag, no script, no image, no style."""
    for part in mail.walk():
        if part.get_content_type() == "text/html":
            try:
                found = part.get_payload(decode=True)
                charset = part.get_content_charset() or "utf-8"
                said = found.decode(charset, "replace") if isinstance(found, bytes) else ""
            except Exception:  # noqa: BLE001 - an unknown charset, a broken part
                return ""
            bare = nh3.clean(LINES.sub("\n", said), tags=set(),
                             clean_content_tags={"script", "style", "head", "title"})  # fmt: skip
            kept = html.unescape(bare)
            return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", " ", kept)
    return ""
