"""Say where someone is writing: a mark that fades, no trace in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.applications.models import Hand

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.applications.models import Application
    from cordee.people.models import User


def lay_hand(application: Application, question: str, *, by: User, at: datetime) -> None:
    """Note that someone writes there now; one row a person, one query."""
    made = Hand(application=application, user=by, question=question, at=at)
    Hand.objects.bulk_create(
        [made],
        update_conflicts=True,
        unique_fields=["application", "user"],
        update_fields=["question", "at"],
    )
