"""Reading logbooks: one's own, what others share, what is put to discussion today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.journeys.learning.models import Audience, Extract, LogEntry
from cordee.journeys.models import Meeting

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.journeys.learning.places import Place


def _shown() -> QuerySet[LogEntry]:
    return LogEntry.objects.select_related("person", "participation", "meeting")


def written_by(place: Place) -> QuerySet[LogEntry]:
    """Someone's own logbook in a cohort, the latest first."""
    return _shown().filter(cohort=place.cohort, person=place.person_id)


def shared_with(place: Place) -> QuerySet[LogEntry]:
    """What the others let her read, the latest shared first."""
    found = LogEntry.objects.readable(place).exclude(audience=Audience.ME)
    found = found.exclude(person=place.person_id).select_related("person", "participation")
    return found.select_related("person", "participation", "meeting").order_by("-shared_at", "-pk")


def put_to_discussion(place: Place, meeting: Meeting) -> QuerySet[LogEntry]:
    """What is shared for the start of a meeting, section by section (R133)."""
    found = LogEntry.objects.readable(place).exclude(audience=Audience.ME).filter(meeting=meeting)
    return found.select_related("person", "participation").order_by("section", "shared_at", "pk")


def meetings_of(place: Place) -> QuerySet[Meeting]:
    """The meetings where someone may put an entry to discussion: neither cancelled nor closed."""
    over = (Meeting.State.CANCELLED, Meeting.State.CLOSED)
    found = Meeting.objects.filter(cohort=place.cohort).exclude(state__in=over)
    if not place.staff:
        found = found.filter(Q(participation=None) | Q(participation__in=place.teams))
    return found


def extracts_of(place: Place) -> QuerySet[Extract]:
    """The quotations to follow: all of the cohort for the staff, her own for anyone else."""
    found = Extract.objects.filter(cohort=place.cohort).select_related("person", "entry")
    return found if place.staff else found.filter(person=place.person_id)


def meetings_seen(place: Place) -> QuerySet[Meeting]:
    """The meetings of the cohort that concern her, past ones too."""
    found = Meeting.objects.filter(cohort=place.cohort)
    if not place.staff:
        found = found.filter(Q(participation=None) | Q(participation__in=place.teams))
    return found


def days_with_shares(place: Place) -> list[Meeting]:
    """The meetings for which something she reads is put to discussion, the latest last."""
    read = LogEntry.objects.readable(place).exclude(audience=Audience.ME)
    return list(meetings_seen(place).filter(pk__in=read.values("meeting"))[:12])
