"""Who may prepare, fill and read a diagnosis: the few, then the many (R302)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cordee.journeys.audiences import SIGN_IN, reader
from cordee.journeys.models import Delegate
from cordee.journeys.rules.audiences import reads
from cordee.journeys.strategy.queries import diagnoses
from cordee.kernel.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.journeys.models import Cohort, Participation
    from cordee.journeys.strategy.models import Telling, Visit
    from cordee.people.models import User

    type Asker = User | AnonymousUser


def may_organise(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """The same, from the page of a territory."""
    return may_prepare(user, participation.cohort, at=at)


def may_prepare(user: Asker, cohort: Cohort, *, at: datetime) -> Right:
    """The team of the house organises visits and restitutions, where a programme has some."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    if diagnoses.rule_of(cohort) is None or not reader(user, at).staff:
        return Right.hidden()
    return Right.yes()


def may_fill(user: Asker, visit: Visit, *, at: datetime) -> Right:
    """The pair that visits, and whoever of the team comes with them, until the grid is in."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    if not (made_by(user, visit, at) or reader(user, at).staff) or visit.cancelled_at is not None:
        return Right.hidden()
    if visit.closed_at is not None:
        return Right.no("Cette grille est remise : elle ne se modifie plus.")
    return Right.yes()


def may_call_off(user: Asker, visit: Visit, *, at: datetime) -> Right:
    """The team of the house alone says that a visit will not take place."""
    return may_prepare(user, visit.participation.cohort, at=at)


def made_by(user: Asker, visit: Visit, at: datetime) -> bool:
    """Whether someone is of the pair; a territory that left opens to nobody of it any more."""
    if visit.participation.ends is not None and visit.participation.ends <= at.date():
        return False
    person = reader(user, at).person
    return person is not None and person in {one.pk for one in visit.visitors.all()}


def reads_visit(user: Asker, visit: Visit, at: datetime) -> bool:
    """Whether someone reads what a visit found."""
    if not user.is_authenticated:
        return any(one.audience == "public" and not one.roles for one in visit.tellings.all())
    if reader(user, at).staff or made_by(user, visit, at):
        return True
    return any(_hears(user, visit, one, at) for one in visit.tellings.all())


def _hears(user: Asker, visit: Visit, told: Telling, at: datetime) -> bool:
    participation = visit.participation
    circle = reader(user, at).circle(participation=participation.pk, cohort=participation.cohort_id)
    if not told.roles:
        return reads(circle, told.audience)
    if circle != "team" or not user.is_authenticated:
        return False
    own = Delegate.objects.current(at).filter(participation=participation, person__user=user.pk)
    return any({one.role, *one.leads} & set(told.roles) for one in own)


def may_read_diagnosis(user: Asker, participation: Participation, *, at: datetime) -> Right:
    """Whoever reads one visit at least; the delegation sees the page, empty until it is told."""
    if diagnoses.rule_of(participation.cohort) is None:
        return Right.hidden()
    who = reader(user, at)
    circle = who.circle(participation=participation.pk, cohort=participation.cohort_id)
    if circle in {"team", "staff"}:
        return Right.yes()
    found = diagnoses.visits([participation])
    if any(reads_visit(user, one, at) for one in found):
        return Right.yes()
    return Right.hidden() if user.is_authenticated else Right.no(SIGN_IN)
