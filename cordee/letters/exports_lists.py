"""What lists keep about someone, for herself; what erasing her takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cordee.letters.models import ListMember, ListMessage
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import User


def lists(person: Person, at: datetime) -> dict[str, Any]:
    """The lists she is on or left, and what she wrote there (GDPR, article 15)."""
    if not person.email:
        return {"listes": [], "messages": []}
    rows = ListMember.objects.filter(email__iexact=person.email).select_related("list")
    wrote = ListMessage.objects.filter(Q(person=person) | Q(email__iexact=person.email))
    return {
        "listes": [
            {"liste": one.list.title, "depuis": one.asked_at.isoformat(),
             "sortie": one.ended_at.isoformat() if one.ended_at else None,
             "rythme": one.rhythm, "anime": one.moderates}
            for one in rows.order_by("pk")
        ],
        "messages": [
            {"liste": one.list.title, "objet": one.subject, "texte": one.text,
             "le": one.at.isoformat(), "état": one.get_state_display()}
            for one in wrote.select_related("list").order_by("at", "pk")
        ],
    }  # fmt: skip


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:
    """Reaction: she is on no list any more; her words go, their place in the thread stays."""
    email = Person.objects.values_list("email", flat=True).get(pk=event.person)
    own = Q(person=event.person)
    if email:
        ListMember.objects.filter(email__iexact=email).delete()
        own |= Q(email__iexact=email)
    ListMessage.objects.filter(own).update(
        text="", name="", email="", person=None, message_id=None,
        state=ListMessage.State.WITHDRAWN,
    )  # fmt: skip
