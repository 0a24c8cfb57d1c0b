"""Reading working groups: which there are, who is in, when they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, Min, OuterRef, Q

from cordee.journeys.models import Delegate, WorkingGroup, WorkingMember, WorkingSession
from cordee.people.models import Person, Seat
from cordee.people.rules import HOUSE_ROLES

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort
    from cordee.people.models import User

CHOSEN = 400
"""People one chooses among, on one page."""


def working_groups() -> QuerySet[WorkingGroup]:
    """Groups with the cohort they are of."""
    return WorkingGroup.objects.select_related("cohort__edition__current")


def of_cohort(cohort: Cohort, user: User, at: datetime) -> QuerySet[WorkingGroup]:
    """Those of a cohort, one's own first: `people`, `mine` and `following` of each are counted."""
    own = WorkingMember.objects.filter(group=OuterRef("pk"), person__user=user, left_at=None)
    ahead = Q(sessions__ends__gt=at, sessions__cancelled_at=None)
    rows = cohort.working_groups.annotate(
        people=Count("members", filter=Q(members__left_at=None), distinct=True),
        following=Min("sessions__starts", filter=ahead),
        mine=Exists(own),
    )
    return rows.order_by("-mine", "handed_at", "-pk")


def members(group: WorkingGroup, at: datetime) -> list[WorkingMember]:
    """Who is in a group and still in its cohort, whoever leads it first."""
    rows = group.members.current(at).select_related("person")
    here = set(_delegates(group.cohort, at).values_list("person", flat=True)) | set(
        _team(at).values_list("pk", flat=True)
    )
    return [
        one for one in rows.order_by("-leads", "person__sort_key", "pk") if one.person_id in here
    ]


def to_take_in(cohort: Cohort, at: datetime) -> list[Person]:
    """Who may be brought into a group: the delegations of that day, the team of the house."""
    here = Q(pk__in=_delegates(cohort, at).values("person")) | Q(pk__in=_team(at).values("pk"))
    return list(Person.objects.filter(here, erased=None).order_by("sort_key", "pk")[:CHOSEN])


def _delegates(cohort: Cohort, at: datetime) -> QuerySet[Delegate]:
    return Delegate.objects.current(at).filter(
        participation__cohort=cohort, participation__ends=None
    )


def _team(at: datetime) -> QuerySet[Person]:
    seats = Seat.objects.current(at).with_role(*HOUSE_ROLES)
    return Person.objects.filter(pk__in=seats.values("person"), user__is_active=True)


def sessions_of(person: Person, cohort: Cohort) -> list[WorkingSession]:
    """The sessions of every group she is in, cancelled ones too: calendars must hear of them."""
    rows = WorkingSession.objects.filter(
        group__cohort=cohort, group__members__person=person, group__members__left_at=None
    )
    return list(rows.select_related("group").order_by("starts", "pk"))
