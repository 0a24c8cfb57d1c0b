"""What meetings keep of someone who comes: how, her meals, her rides; and what erasing takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.journeys.models import Coming, Ride, Sharing

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import Person, User


def comings(person: Person, at: datetime) -> list[dict[str, Any]]:
    """How she said she would come, what she eats, the rides she posted."""
    rows = Coming.objects.filter(delegate__person=person).select_related("meeting")
    rides = Ride.objects.filter(delegate__person=person).select_related("meeting")
    return [
        *(
            {
                "rencontre": row.meeting.label,
                "comment": row.get_mode_display(),
                "repas": row.meal,
                "régime": " ".join(filter(None, (row.get_diet_display(), row.diet_words))),
                "trajet": row.get_travel_display(),
                "kilomètres": row.km,
            }
            for row in rows.order_by("at", "pk")
        ),
        *(
            {
                "rencontre": row.meeting.label,
                "covoiturage": row.get_kind_display(),
                "au départ de": row.place,
                "précision": row.words,
            }
            for row in rides.order_by("at", "pk")
        ),
    ]


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:
    """Reaction: her meals, her travels and her rides go."""
    mine = Ride.objects.filter(delegate__person=event.person)
    Sharing.objects.filter(ride__in=mine).delete()
    Sharing.objects.filter(delegate__person=event.person).delete()
    mine.delete()
    Coming.objects.filter(delegate__person=event.person).delete()
