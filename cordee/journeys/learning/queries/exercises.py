"""Reading exercises: where each territory is, which returns someone may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from cordee.journeys.learning.models import Exercise, Feedback, Return
from cordee.journeys.learning.rules.exercises import peers_read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.journeys.learning.places import Place


def exercises(place: Place) -> QuerySet[Exercise]:
    """The exercises of a cohort; those not proposed yet for the staff alone."""
    found = Exercise.objects.filter(cohort=place.cohort).select_related("meeting")
    found = found if place.staff else found.exclude(published_at=None)
    return found.order_by(F("published_at").desc(nulls_first=True), "-pk").annotate(
        handed=Count(
            "returns", Q(returns__handed_at__isnull=False, returns__participation__ends=None)
        )
    )


def own_returns(place: Place, rows: Iterable[Exercise]) -> dict[int, Return]:
    """Exercise → the return of her own territory, in one query."""
    found = Return.objects.filter(participation__in=place.teams[:1], exercise__in=list(rows))
    return {one.exercise_id: one for one in found.select_related("draft")}


def has_handed(place: Place, exercise: Exercise) -> bool:
    """Whether her territory gave this exercise back."""
    found = exercise.returns.filter(participation__in=place.teams)
    return found.exclude(handed_at=None).exists()


def returns_read(place: Place, exercise: Exercise, at: datetime) -> QuerySet[Return]:
    """The returns handed in that she may read: her own, and those her circle opens to her."""
    rows = exercise.returns.exclude(handed_at=None).select_related("participation")
    mine = Q(participation__in=place.teams)
    if place.staff and exercise.audience != "team":
        return rows
    if exercise.audience == "cohort" and peers_read(
        exercise.peers, own_handed=has_handed(place, exercise), due=exercise.due, at=at
    ):
        return rows
    return rows.filter(mine)


def reads_return(place: Place, given_back: Return, at: datetime) -> bool:
    """Whether she reads this return: its own team always, the others once it is handed in."""
    if given_back.participation_id in place.teams:
        return True
    return returns_read(place, given_back.exercise, at).filter(pk=given_back.pk).exists()


def feedback_on(given_back: Return) -> QuerySet[Feedback]:
    """What was said of a return, oldest first."""
    return given_back.feedback.filter(removed_at=None).select_related("person")
