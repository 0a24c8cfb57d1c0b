"""Reading minutes, the directory of peers, and introductions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.journeys.learning.models import Card, Introduction, Minutes
from cordee.journeys.learning.rules import search
from cordee.journeys.models import Delegate
from cordee.journeys.queries import wall_clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.journeys.learning.places import Place
    from cordee.journeys.models import Cohort


def present(cohort: Cohort, at: datetime) -> QuerySet[Delegate]:
    """The members of the delegations today."""
    found = Delegate.objects.current(at).filter(
        participation__cohort=cohort, participation__ends=None
    )
    return found.select_related("person", "participation").order_by("participation__name", "pk")


def found_in(cohort: Cohort, at: datetime, words: str = "") -> QuerySet[Card]:
    """Who may be found: those who said so, whose day is not past, who are still of the cohort."""
    people = present(cohort, at).order_by().values("person")
    today = wall_clock(cohort, at).date()
    found = Card.objects.filter(cohort=cohort, until__gte=today, person__in=people)
    for one in search.sought(words):
        found = found.filter(search_key__contains=one)
    return found.select_related("person").order_by("person__sort_key", "pk")


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as peers see it: what she did not show does not exist."""

    card: Card
    territory: str
    title: str
    email: str
    phone: str


def shown(cards: Iterable[Card], cohort: Cohort, at: datetime) -> list[Shown]:
    """The cards of a page, with the territory of each; one query."""
    rows = list(cards)
    people = [one.person_id for one in rows]
    where = {
        one.person_id: one.participation.name
        for one in present(cohort, at).filter(person__in=people)
    }
    return [
        Shown(
            one, where.get(one.person_id, ""),
            *(getattr(one.person, name) if name in one.shows else "" for name in
              ("title", "email", "phone")),
        )
        for one in rows
    ]  # fmt: skip


def introductions(place: Place) -> QuerySet[Introduction]:
    """Her own, asked and received."""
    mine = Q(asker=place.person_id) | Q(asked=place.person_id)
    found = Introduction.objects.filter(mine, cohort=place.cohort)
    return found.select_related("asker", "asked")


def minutes(place: Place) -> QuerySet[Minutes]:
    """The minutes she reads once published, and those being written in which she may write."""
    rows = Minutes.objects.filter(cohort=place.cohort).select_related("meeting")
    if place.staff:
        return rows
    done = Minutes.objects.readable(place).exclude(published_at=None)
    open_parts = Q(parts__assigned=place.person_id) | Q(parts__assigned=None)
    drafts = rows.filter(open_parts, published_at=None)
    return rows.filter(Q(pk__in=done.values("pk")) | Q(pk__in=drafts.order_by().values("pk")))


def writes_in(place: Place, one: Minutes) -> bool:
    """Whether she may write somewhere in these minutes."""
    if place.staff:
        return True
    return one.parts.filter(Q(assigned=place.person_id) | Q(assigned=None)).exists()
