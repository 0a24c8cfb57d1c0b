"""What the alliance keeps about someone in what it does together; what erasing her takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from cordee.alliance.works.models import (
    AssemblyGuest,
    DayReply,
    WorkAlly,
    WorkObjection,
    Workstream,
)

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person


def workstreams(person: Person, at: datetime) -> dict[str, Any]:
    """Those she carries, takes part in, objected to (GDPR, articles 15 and 20)."""
    led = Workstream.objects.filter(leader=person).order_by("pk")
    joined = WorkAlly.objects.filter(person=person).select_related("workstream", "organisation")
    objected = WorkObjection.objects.filter(author=person).select_related("workstream")
    return {
        "portés": [one.title for one in led],
        "participations": [
            {"chantier": one.workstream.title, "du": one.joined.isoformat(),
             "au": one.left.isoformat() if one.left else None,
             "pour": one.organisation.name if one.organisation else ""}
            for one in joined.order_by("pk")
        ],
        "objections": [
            {"chantier": one.workstream.title, "raison": one.reason, "réponse": one.answer}
            for one in objected.order_by("pk")
        ],
    }  # fmt: skip


def assemblies(person: Person, at: datetime) -> dict[str, Any]:
    """The assemblies she was invited to, what she answered, how she came."""
    rows = AssemblyGuest.objects.filter(person=person).select_related("assembly")
    replies = DayReply.objects.select_related("day").order_by("day__on", "pk")
    return {
        "invitations": [
            {
                "assemblée": one.assembly.title,
                "temps": [
                    {"le": each.day.on.isoformat(), "réponse": each.reply, "venue": each.came}
                    for each in one.replies.all()
                ],
            }
            for one in rows.prefetch_related(Prefetch("replies", replies)).order_by("pk")
        ]
    }
