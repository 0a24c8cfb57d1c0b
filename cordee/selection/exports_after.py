"""What sittings and sequels keep about someone, for herself (GDPR, articles 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.selection.models import Complaint, Proceeding, Voice

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person


def sittings(person: Person, at: datetime) -> dict[str, Any]:
    """When she came, left, gave a proxy, objected; that she voted, what in an open ballot."""
    acts = Proceeding.objects.filter(juror__person=person).order_by("pk")
    voices = Voice.objects.filter(juror__person=person).select_related("ballot").order_by("pk")
    return {
        "présences": [
            {"acte": one.get_kind_display(), "le": one.at.isoformat()}
            | ({"texte": one.data["text"]} if "text" in one.data else {})
            for one in acts
        ],
        "votes": [
            {"le": one.ballot.opened_at.isoformat(), "réponse": one.option} for one in voices
        ],
    }


def complaints(person: Person, at: datetime) -> list[dict[str, Any]]:
    """What she contested, and what was answered."""
    rows = Complaint.objects.filter(by__person=person).select_related("outcome__ruling__edition")
    return [
        {
            "appel": one.outcome.ruling.edition.title,
            "contestation": one.text,
            "le": one.at.isoformat(),
            "réponse": one.answer,
        }
        for one in rows.order_by("pk")
    ]
