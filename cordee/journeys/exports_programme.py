"""What programmes keep of someone: where she was asked to speak, what she said and sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.journeys.models import Material, Speaker

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import Person, User


def interventions(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The meetings she was asked to speak at, her answer, the titles of what she sent."""
    rows = Speaker.objects.filter(person=person).select_related("meeting")
    return [
        {
            "rencontre": row.meeting.label,
            "structure": row.structure,
            "demandé": row.asked_to,
            "réponse": row.get_state_display(),
            "mot": row.words,
            "supports": [one.title for one in row.materials.filter(removed_at=None).order_by("pk")],
        }
        for row in rows.order_by("at", "pk")
    ]


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:
    """Reaction: her words, her structure and her materials go; that somebody spoke stays."""
    rows = Speaker.objects.filter(person=event.person)
    for one in Material.objects.filter(speaker__in=rows, removed_at=None).order_by("pk"):
        if one.content:
            one.content.delete(save=False)
        Material.objects.filter(pk=one.pk).update(
            removed_at=at, content="", title="", name="", link=""
        )
    rows.update(words="", structure="", withdrawn_at=at)
