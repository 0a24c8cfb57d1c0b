"""Personal data has an end: people nobody saw for years are told, then erased."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from cordee.ledger.models import Message
from cordee.ledger.outbox import post
from cordee.people.actions.persons import erase
from cordee.people.queries import idle, language_of

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person

NOTICE = timedelta(days=30)
"""How long before the erasure someone is told."""

AT_ONCE = 200
"""How many people a night: the rest waits for the next one."""


def retire(*, at: datetime) -> tuple[int, int]:
    """Tell those who will be erased in a month, erase those who were told: (told, erased)."""
    limit = at - timedelta(days=settings.PERSON_KEPT_DAYS)
    told = sum(_tell(person, at) for person in idle(limit + NOTICE)[:AT_ONCE])
    due = [person for person in idle(limit)[:AT_ONCE] if _was_told(person, at)]
    for person in due:
        erase(person, by=None, at=at)
    return told, len(due)


def _key(person: Person) -> str:
    """One letter an absence: signing in again starts another."""
    seen = person.user.last_login if person.user else None
    return f"people.idle:{person.public_id}:{(seen or person.created).date().isoformat()}"


def _was_told(person: Person, at: datetime) -> bool:
    """Whether she had her month; who has no address cannot be told."""
    if not person.email:
        return True
    return Message.objects.filter(key=_key(person), posted_at__lte=at - NOTICE).exists()


@transaction.atomic
def _tell(person: Person, at: datetime) -> bool:
    if not person.email or Message.objects.filter(key=_key(person)).exists():
        return False
    day = timezone.localdate(at + NOTICE)
    with translation.override(language_of(person.email)):
        shown = {"person": person, "day": day, "link": settings.SITE_URL}
        subject = render_to_string("people/mail/idle_subject.txt", shown).strip()
        text = render_to_string("people/mail/idle_message.txt", shown)
    post(key=_key(person), to=person.email, subject=subject, text=text, at=at)
    return True
