"""What erasing someone takes away of what a cohort learned from her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from cordee.journeys.learning.actions import withdraw_extract
from cordee.journeys.learning.models import (
    Bookmark,
    Card,
    Extract,
    Feedback,
    Introduction,
    LogEntry,
    MinutesPart,
    Question,
    Reply,
    Turnout,
)

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.events import PersonErased
    from cordee.people.models import User


def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:
    """Reaction: her logbook goes, shared or not, and every quotation that bore her name.

    An empty row stays of these: whatever quoted them says so, and copies are to be taken out.
    What she let be quoted without her name stays, attached to nobody; so does what she said of
    the works of others, and the texts of her team.
    """
    own = Extract.objects.filter(person=event.person)
    for one in own.filter(answer=Extract.Answer.NAMED, withdrawn_at=None).order_by("pk"):
        withdraw_extract(one, by=by, at=at)
    own.filter(answer__in=("", Extract.Answer.NO), withdrawn_at=None).delete()
    own.exclude(withdrawn_at=None).update(text="")
    own.update(person=None, reason="")
    LogEntry.objects.filter(person=event.person).delete()
    Reply.objects.filter(person=event.person).delete()
    Turnout.objects.filter(person=event.person).update(person=None, forgotten=F("id"))
    Question.objects.filter(person=event.person, participation=None).delete()
    Question.objects.filter(person=event.person).update(person=None)
    Card.objects.filter(person=event.person).delete()
    Bookmark.objects.filter(user__person=event.person).delete()
    Introduction.objects.filter(Q(asker=event.person) | Q(asked=event.person)).delete()
    MinutesPart.objects.filter(assigned=event.person).update(assigned=None)
    Feedback.objects.filter(person=event.person).update(person=None)
