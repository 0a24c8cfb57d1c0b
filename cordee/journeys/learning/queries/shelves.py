"""Reading what someone keeps at hand, what is near a resource, which themes were treated."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import F

from cordee.journeys.learning.models import Bookmark, Resource, ThemeTreated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cordee.journeys.learning.places import Place
    from cordee.journeys.models import Cohort, Meeting
    from cordee.people.models import User
    from cordee.programme.schema.definition import Theme

NEAR = 4


def is_kept(resource: Resource, user: User) -> bool:
    """Whether she keeps it at hand."""
    return Bookmark.objects.filter(resource=resource, user=user).exists()


def near(place: Place, resource: Resource, today: date) -> list[Resource]:
    """What else to read: of the same meeting first, then the latest."""
    found = Resource.objects.open_to(place, today).exclude(pk=resource.pk)
    same = found.filter(meeting=resource.meeting_id) if resource.meeting_id else found
    return list(same.order_by(F("published_at").desc(nulls_last=True), "-pk")[:NEAR])


def themes(cohort: Cohort) -> Sequence[Theme]:
    """The themes the meetings are to treat: those of sessions, else those of projects (R130)."""
    known = cohort.edition.definition.themes
    asked = [one for one in known if one.of == "session"]
    return asked or [one for one in known if one.of == "project"]


def treated(meetings: Sequence[Meeting]) -> dict[int, set[str]]:
    """Meeting → the keys of the themes it treated."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = ThemeTreated.objects.filter(meeting__in=meetings)
    for meeting, theme in rows.order_by("pk").values_list("meeting", "theme"):
        found[meeting].add(theme)
    return found
