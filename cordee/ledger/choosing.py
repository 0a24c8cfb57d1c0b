"""What each address chose to receive, and the link by which it chooses without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from cordee.ledger.actions import record
from cordee.ledger.events import LettersChosen
from cordee.ledger.models import MailChoice
from cordee.ledger.rules.digests import Choice

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import Model

SALT = "ledger.choice"


def choice_of(address: str) -> Choice:
    """What an address chose; everything as it comes when it never chose."""
    row = MailChoice.objects.filter(address=address.lower()).first()
    return Choice(row.rhythm, row.cap, tuple(row.muted)) if row else Choice()


def choice_link(address: str) -> str:
    """The page where an address chooses, without an account."""
    token = signing.dumps(address.lower(), salt=SALT)
    return settings.SITE_URL + reverse("ledger:choose_letters", args=[token])


def choice_behind(token: str) -> str:
    """The address of a link; empty when it was tampered with."""
    try:
        found = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return ""
    return found if isinstance(found, str) else ""


@transaction.atomic
def choose_letters(
    address: str,
    *,
    rhythm: str,
    cap: int,
    muted: Collection[str],
    by: Model | None,
    at: datetime,
) -> MailChoice:
    """Write what an address wants to receive; the journal keeps the choice, not the address."""
    kept = {"rhythm": rhythm, "cap": cap, "muted": sorted(muted), "at": at}
    made, _created = MailChoice.objects.update_or_create(address=address.lower(), defaults=kept)
    record(LettersChosen(choice=made.pk, rhythm=rhythm, muted=len(made.muted)), by=by, at=at)
    return made
