"""Where someone stands in a cohort: of which team, or of the staff, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cordee.journeys.audiences import Reader, reader
from cordee.journeys.models import Delegate
from cordee.web.ready import ready
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort, Participation
    from cordee.people.models import User


@dataclass(frozen=True, slots=True)
class Place:
    """Someone in a cohort, at an instant: who has left, or is still to come, has no place."""

    cohort: Cohort
    reader: Reader
    delegates: tuple[Delegate, ...]

    @property
    def person_id(self) -> int | None:
        """Who she is."""
        return self.reader.person

    @property
    def staff(self) -> bool:
        """Whether she runs the cohort."""
        return self.reader.staff

    @property
    def delegate(self) -> Delegate | None:
        """Herself in her delegation; none for the staff."""
        return next(iter(self.delegates), None)

    @property
    def participation(self) -> Participation | None:
        """Her territory."""
        return self.delegate.participation if self.delegate else None

    @property
    def teams(self) -> tuple[int, ...]:
        """The keys of the territories she stands for."""
        return tuple(one.participation_id for one in self.delegates)

    def reads(self, text: Any) -> bool:
        """Whether she reads a text of this cohort."""
        return text.cohort_id == self.cohort.pk and self.reader.reads(text)


def place_of(user: User | AnonymousUser, cohort: Cohort, at: datetime) -> Place | None:
    """Where she stands in a cohort; nothing for a stranger, for who left, for who is to come."""
    if not user.is_authenticated:
        return None
    return once(f"learning.place:{user.pk}:{cohort.pk}", lambda: _placed(user, cohort, at))


def _placed(user: User, cohort: Cohort, at: datetime) -> Place | None:
    who = reader(user, at)
    delegates = tuple(_delegates(user.pk, cohort.pk, at, timezone.localdate(at)))
    return Place(cohort, who, delegates) if delegates or who.staff else None


@ready
def _delegates(user: int, cohort: int, at: datetime, today: date) -> QuerySet[Delegate]:
    rows = Delegate.objects.current(at).filter(
        person__user=user,
        participation__cohort=cohort,
        participation__ends=None,
        participation__starts__lte=today,
    )
    return rows.select_related("person", "participation__cohort").order_by("pk")
