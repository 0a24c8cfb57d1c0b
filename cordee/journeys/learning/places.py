"""Where someone stands in a cohort: of which team, or of the staff, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cordee.journeys.learning.rules.circles import Relation, reads
from cordee.journeys.models import Delegate
from cordee.people.policy import is_staff
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.journeys.models import Cohort, Participation
    from cordee.people.models import User


class Kept(Protocol):
    """What has an author, a team and a circle of readers."""

    cohort_id: int
    participation_id: int | None
    person_id: int | None
    audience: str


@dataclass(frozen=True, slots=True)
class Place:
    """Someone in a cohort, at an instant: who has left, or is still to come, has no place."""

    cohort: Cohort
    person_id: int | None
    delegates: tuple[Delegate, ...]
    staff: bool

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

    def relation(self, text: Kept) -> Relation:
        """What she is to a text of the cohort."""
        if text.cohort_id != self.cohort.pk:
            return Relation.STRANGER
        if text.person_id is not None and text.person_id == self.person_id:
            return Relation.AUTHOR
        if text.participation_id in self.teams:
            return Relation.TEAM
        return Relation.STAFF if self.staff else Relation.COHORT

    def reads(self, text: Kept) -> bool:
        """Whether she reads it."""
        return text.cohort_id == self.cohort.pk and reads(text.audience, self.relation(text))


def place_of(user: User | AnonymousUser, cohort: Cohort, at: datetime) -> Place | None:
    """Where she stands in a cohort; nothing for a stranger, for who left, for who is to come."""
    if not user.is_authenticated:
        return None
    return once(f"learning.place:{user.pk}:{cohort.pk}", lambda: _placed(user, cohort, at))


def _placed(user: User, cohort: Cohort, at: datetime) -> Place | None:
    staff = is_staff(user, at)
    rows = Delegate.objects.current(at).filter(
        person__user=user, participation__cohort=cohort, participation__ends=None
    )
    delegates = tuple(rows.select_related("person", "participation__cohort").order_by("pk"))
    if not delegates and not staff:
        return None
    person = getattr(user, "person", None)
    return Place(cohort, person.pk if person else None, delegates, staff)
