"""Keep a resource at hand; say which themes a meeting treated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from cordee.journeys.learning.events import ThemesTold
from cordee.journeys.learning.models import Bookmark, ThemeTreated
from cordee.journeys.learning.queries.shelves import themes
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from cordee.journeys.learning.models import Resource
    from cordee.journeys.models import Meeting
    from cordee.people.models import User


@transaction.atomic
def keep_at_hand(resource: Resource, *, kept: bool, by: User, at: datetime) -> None:
    """Keep a resource, or no more: it is hers alone and leaves no trace in the journal."""
    if kept:
        Bookmark.objects.get_or_create(resource=resource, user=by, defaults={"at": at})
    else:
        Bookmark.objects.filter(resource=resource, user=by).delete()


@transaction.atomic
def tell_themes(meeting: Meeting, treated: Collection[str], *, by: User, at: datetime) -> None:
    """Say which themes of the call a meeting treated, the others aside. Raises `Refused`."""
    known = {one.key for one in themes(meeting.cohort)}
    if not known.issuperset(treated):
        raise Refused(broken("theme.unknown", "theme", "Ce thème n’est pas de cet appel."))
    rows = ThemeTreated.objects.filter(meeting=meeting)
    before = set(rows.values_list("theme", flat=True))
    if before == set(treated):
        return
    rows.exclude(theme__in=treated).delete()
    ThemeTreated.objects.bulk_create(
        ThemeTreated(meeting=meeting, theme=one, at=at, by=by)
        for one in sorted(set(treated) - before)
    )
    record(ThemesTold(meeting=meeting.pk, themes=len(treated)), by=by, at=at)
