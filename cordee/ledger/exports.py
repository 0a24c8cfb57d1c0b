"""What the ledger keeps about someone, for herself (GDPR, articles 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.ledger.actions import actor_key
from cordee.ledger.models import Entry, MailChoice, Message
from cordee.ledger.sayings import sentence

if TYPE_CHECKING:
    from datetime import datetime


def letters(person: Any, at: datetime) -> list[dict[str, Any]]:
    """The letters posted to her addresses; `person` has an `email` and perhaps a `user`."""
    addresses = {person.email, person.user.email if person.user else ""} - {""}
    rows = Message.objects.filter(to__in=addresses).order_by("posted_at", "pk")
    return [
        {
            "objet": row.subject,
            "texte": "" if row.private else row.text,
            "posté le": row.posted_at.isoformat(),
            "état": row.get_state_display(),
        }
        for row in rows
    ]


def choices(person: Any, at: datetime) -> list[dict[str, Any]]:
    """How often she chose to be written to, and what she keeps silent."""
    rows = MailChoice.objects.filter(address=person.email.lower()) if person.email else []
    return [
        {"rythme": row.get_rhythm_display(), "par semaine": row.cap, "en sourdine": row.muted}
        for row in rows
    ]


def acts(person: Any, at: datetime) -> list[dict[str, Any]]:
    """What the journal says she did."""
    if not person.user:
        return []
    rows = Entry.objects.filter(actor_key=actor_key(person.user)).order_by("pk")
    return [{"le": row.at.isoformat(), "fait": sentence(row)} for row in rows]
