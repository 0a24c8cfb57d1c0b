"""What letters keep about someone, for herself; what erasing her takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.letters.models import Passage, Subscriber
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import User


def subscriptions(person: Person, at: datetime) -> dict[str, Any]:
    """The letters she asked for or refused, the sections entrusted to her (GDPR, article 15)."""
    rows = Subscriber.objects.none()
    if person.email:
        rows = Subscriber.objects.filter(email__iexact=person.email)
    entrusted = Passage.objects.filter(assigned=person).select_related("letter", "draft")
    return {
        "lettres": [
            {"lettre": one.letter.title, "depuis": one.asked_at.isoformat(),
             "confirmé": one.confirmed_at.isoformat() if one.confirmed_at else None,
             "arrêté": one.ended_at.isoformat() if one.ended_at else None}
            for one in rows.select_related("letter").order_by("pk")
        ],
        "parties confiées": [
            {"lettre": one.letter.title, "partie": one.title, "texte": one.draft.text}
            for one in entrusted.order_by("pk")
        ],
    }  # fmt: skip


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:
    """Reaction: her subscriptions go, sections entrusted to her are nobody's; what left stays."""
    email = Person.objects.values_list("email", flat=True).get(pk=event.person)
    if email:
        Subscriber.objects.filter(email__iexact=email).delete()
    Passage.objects.filter(assigned=event.person).update(assigned=None)
