"""What is said about a file, and who waits for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.applications.models import Application, Exchange

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.calls.models import Edition
    from cordee.people.models import User


def said_about(application: Application) -> QuerySet[Exchange]:
    """The words of a file, the last first."""
    rows = Exchange.objects.filter(application=application)
    return rows.select_related("by__person").order_by("-at", "-pk")


def _waiting(side: str) -> QuerySet[Exchange]:
    rows = Exchange.objects.filter(side=side, awaits=True, settled_at=None)
    return rows.select_related("application", "by__person").order_by("due", "at", "pk")


def waiting_for_staff(edition: Edition | None = None) -> QuerySet[Exchange]:
    """The words of teams nobody answered yet, the oldest first."""
    rows = _waiting(Exchange.Side.TEAM)
    if edition is None:
        return rows.filter(application__edition__archived_at=None)
    return rows.filter(application__edition=edition)


def waiting_for_team(edition: Edition) -> QuerySet[Exchange]:
    """What the staff awaits of teams, the soonest due first."""
    return _waiting(Exchange.Side.STAFF).filter(application__edition=edition)


def asked_of(user: User) -> QuerySet[Exchange]:
    """What the staff awaits of the files someone owns or writes in."""
    mine = Application.objects.filter(owner=user)
    ours = Application.objects.filter(members__person__user=user, members__left_at=None)
    files = (mine | ours).distinct().order_by()
    return _waiting(Exchange.Side.STAFF).filter(application__in=files)
