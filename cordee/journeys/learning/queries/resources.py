"""Reading the kits of a cohort, its library, and its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from cordee.journeys.learning.models import Question, Resource
from cordee.journeys.learning.queries.logbook import meetings_seen

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from cordee.journeys.learning.places import Place
    from cordee.journeys.models import Meeting


def library(place: Place, today: date, words: str = "") -> QuerySet[Resource]:
    """What someone finds in the whole library; with words, only what holds them all."""
    found = Resource.objects.open_to(place, today).about(words).select_related("meeting")
    return found.order_by(F("published_at").desc(nulls_first=True), "-pk")


def kit(place: Place, meeting: Meeting, today: date) -> QuerySet[Resource]:
    """The kit of a meeting, what begins the day first."""
    found = Resource.objects.open_to(place, today).filter(meeting=meeting)
    return found.prefetch_related("files").order_by("kind", "pk")


def kits(place: Place, today: date) -> list[tuple[Meeting, int]]:
    """The meetings that have a kit, and how many things she finds in each."""
    found = Resource.objects.open_to(place, today).exclude(meeting=None)
    rows = found.values_list("meeting").annotate(Count("pk")).order_by()
    counts = dict(rows)
    return [(one, counts[one.pk]) for one in meetings_seen(place).filter(pk__in=counts)]


def questions(place: Place, state: str = "") -> QuerySet[Question]:
    """The questions she reads; those that wait first for the staff."""
    found = Question.objects.readable(place).select_related(
        "person", "participation", "assigned__person"
    )
    if state in Question.State.values:
        found = found.filter(state=state)
    if place.staff:
        return found.order_by(F("state").desc(), "due_on", "pk")
    return found.order_by("-asked_at", "-pk")


def overdue(today: date) -> QuerySet[Question]:
    """The questions whose promised day is past, in every cohort."""
    waiting = Q(state=Question.State.OPEN)
    return Question.objects.filter(waiting, due_on__lt=today).select_related("cohort")
