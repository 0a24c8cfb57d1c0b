"""The outbox: letters posted inside an act's transaction, sent once by the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from cordee.ledger.models import Enclosure, Message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def post(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    attachments: Iterable[tuple[str, str, bytes]] = (),
    reply_to: str = "",
    unsubscribe: str = "",
    at: datetime | None = None,
) -> Message:
    """Post a letter to one address: one row a key, whatever the number of calls.

    Must run inside the transaction of the act, which alone decides whether the letter exists.
    `attachments` are (file name, media type, bytes). `unsubscribe` is the address that one
    click unsubscribes, required by the law for any letter that no act of the reader called for.
    Returns the message of this key; an earlier one is left as it is.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("post() belongs inside the transaction of the act")
    message, created = Message.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": subject,
            "text": text,
            "html": html,
            "reply_to": reply_to,
            "unsubscribe": unsubscribe,
            "posted_at": at or timezone.now(),
        },
    )
    if created:
        Enclosure.objects.bulk_create(
            Enclosure(message=message, name=name, media_type=media, content=content)
            for name, media, content in attachments
        )
        _enqueue(message)
    return message


def _enqueue(message: Message) -> None:
    from cordee.ledger.tasks import send  # noqa: PLC0415 - tasks stand above actions

    send.defer(message_id=message.pk)
