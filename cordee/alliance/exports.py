"""What the organs keep about someone, for herself; what erasing her takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.alliance.models import Mandate, Objection, Position

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person, User


def governance(person: Person, at: datetime) -> dict[str, Any]:
    """Her mandates, where she stood, what she objected (GDPR, articles 15 and 20)."""
    seats = Mandate.objects.filter(person=person).select_related("organ").order_by("pk")
    stood = Position.objects.filter(person=person).select_related("decision").order_by("pk")
    objected = Objection.objects.filter(author=person).select_related("decision").order_by("pk")
    return {
        "mandats": [
            {"organe": one.organ.label, "fonction": one.title, "du": one.starts.isoformat(),
             "au": one.ends.isoformat() if one.ends else None}
            for one in seats
        ],
        "voix": [
            {"décision": one.decision.purpose, "le": one.decision.on.isoformat(),
             "voix": str(one.get_said_display()), "raison": one.reason}
            for one in stood
        ],
        "objections": [
            {"décision": one.decision.purpose, "raison": one.reason, "réponse": one.answer}
            for one in objected
        ],
    }  # fmt: skip


def forget(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: why she withdrew speaks of her; the act itself stays, unnamed."""
    Position.objects.filter(person=event.person).update(reason="")
