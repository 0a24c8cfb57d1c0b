"""What calls keep about someone, for herself (GDPR, articles 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.calls.models import Inquiry, KeptContent, Registration, Subscription

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person


def kept(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The contents she keeps, where they are and since when."""
    if person.user_id is None:
        return []
    rows = KeptContent.objects.filter(user=person.user_id).select_related("edition")
    return [
        {"contenu": one.label, "où": one.target, "appel": one.edition.title,
         "depuis": one.at.isoformat()}
        for one in rows.order_by("at", "pk")
    ]  # fmt: skip


def around(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The questions asked, the subscriptions and the places taken under her address."""
    if not person.email:
        return []
    same = {"email__iexact": person.email}
    asked = Inquiry.objects.filter(**same).select_related("edition").order_by("pk")
    followed = Subscription.objects.filter(**same).select_related("edition").order_by("pk")
    attended = Registration.objects.filter(**same).select_related("briefing").order_by("pk")
    return [
        *(
            {"question": one.text, "appel": one.edition.title, "le": one.asked_at.isoformat()}
            for one in asked
        ),
        *(
            {
                "abonnement": one.edition.title if one.edition else one.search,
                "depuis": one.asked_at.isoformat(),
                "arrêté": one.ended_at.isoformat() if one.ended_at else "",
            }
            for one in followed
        ),
        *(
            {
                "réunion": one.briefing.title,
                "nom": one.name,
                "structure": one.body,
                "besoin": one.need,
                "le": one.at.isoformat(),
            }
            for one in attended
        ),
    ]
