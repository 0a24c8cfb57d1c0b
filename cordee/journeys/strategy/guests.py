"""What a guest of a cohort reads today: the table `GUESTS` asks it of every reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.strategy.models import Guest
from cordee.kernel.rights import Right
from cordee.people.models import Seat
from cordee.people.policy import is_staff
from cordee.web.ready import ready

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from cordee.people.models import User


def of(user: User, at: datetime) -> Iterator[tuple[int, int | None, str]]:
    """The cohorts someone looks on today, and how near she reads there."""
    for cohort, reads in _looked_on(user.pk, at) if user.is_authenticated else ():
        yield cohort, None, reads


@ready
def _looked_on(user: int, at: datetime) -> QuerySet[Guest, tuple[int, str]]:
    seats = Seat.objects.current(at).filter(person__user=user)
    rows = Guest.objects.filter(seat__in=seats).order_by("pk")
    return rows.values_list("cohort_id", "reads")


def may_look(user: User | AnonymousUser, guest: Guest, *, at: datetime) -> Right:
    """Her own space, while it is open; the team of the house sees what she sees."""
    if not user.is_authenticated:
        return Right.no("Connectez-vous pour retrouver votre accès.")
    if is_staff(user, at):
        return Right.yes()
    if guest.seat.person.user_id != user.pk:
        return Right.hidden()
    if not guest.holds(at):
        return Right.no("Cet accès a pris fin : demandez à l’équipe d’animation de le renouveler.")
    return Right.yes()
