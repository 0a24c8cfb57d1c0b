"""The antivirus was silent when a file came in: it looks again, until it has seen them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from cordee.applications.events.arrivals import ThreatFound
from cordee.applications.files.virus import Silent, scan
from cordee.applications.models import Attachment
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import datetime

MOST_AT_ONCE = 50


def rescan(*, at: datetime) -> int:
    """Look at the files nobody looked at; an infected one is no longer downloaded. How many."""
    if not settings.CLAMD:
        return 0
    rows = Attachment.objects.filter(scanned_at=None, removed_at=None).order_by("pk")
    seen = 0
    for one in rows[:MOST_AT_ONCE]:
        try:
            with one.content.open() as held:
                found = scan(held)
        except Silent:
            break
        except OSError:  # the file is gone: nothing to fear from it
            found = ""
        _seen(one, found or "", at)
        seen += 1
    return seen


@transaction.atomic
def _seen(attachment: Attachment, threat: str, at: datetime) -> None:
    unseen = Attachment.objects.filter(pk=attachment.pk, scanned_at=None)
    first = unseen.update(scanned_at=at, threat=threat[:200])  # two rounds may look at once
    if first and threat:
        event = ThreatFound(
            application=attachment.application_id, attachment=attachment.pk, threat=threat[:200]
        )
        record(event, by=None, at=at)
