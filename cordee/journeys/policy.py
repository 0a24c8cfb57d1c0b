"""Who may read and write the year of a territory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys.models import Delegate
from cordee.journeys.queries.concerned import pledges_asked
from cordee.journeys.queries.gates import left_one_of
from cordee.kernel.rights import Right
from cordee.people.policy import PRESENT, is_staff
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.journeys.models import (
        Award,
        Cohort,
        Demand,
        Grouping,
        Meeting,
        Order,
        Participation,
        Payout,
        WorkingGroup,
        WorkingSession,
    )
    from cordee.people.models import User

SIGN_IN = "Connectez-vous pour retrouver votre parcours."


def takes_part(user: User | AnonymousUser, participation: Participation, at: datetime) -> bool:
    """Whether someone is of this delegation today."""
    if not user.is_authenticated:
        return False

    def mate() -> bool:
        return bool(participation.delegates.current(at).filter(person__user=user).exists())

    now = abs(timezone.now() - at) < PRESENT
    return once(f"takes part {user.pk} {participation.pk}", mate) if now else mate()


def may_read(user: User | AnonymousUser, participation: Participation, *, at: datetime) -> Right:
    """The delegation and the staff; another territory does not see it."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    if is_staff(user, at) or takes_part(user, participation, at):
        return Right.yes()
    return Right.hidden()


def may_show(user: User | AnonymousUser, participation: Participation, *, at: datetime) -> Right:
    """Evidence is brought by the delegation or recorded by the staff, while the journey runs."""
    right = may_read(user, participation, at=at)
    if right and participation.ends is not None:
        return Right.no(
            "Ce territoire a quitté le parcours : ses engagements se lisent encore, "
            "mais ne se modifient plus."
        )
    if right and participation.cohort.is_over(at) and not _lasting(participation):
        return Right.no("L’année est finie : plus rien n’est à montrer.")
    return right


def _lasting(participation: Participation) -> bool:
    """Whether some pledge binds beyond the end of the year."""
    return any(one.lasts is not None for one in pledges_asked(participation))


def may_change(user: User | AnonymousUser, participation: Participation, *, at: datetime) -> Right:
    """The delegation asks for changes while its journey runs; the staff sees and records them."""
    right = may_read(user, participation, at=at)
    if right and participation.ends is not None:
        return Right.no("Ce territoire a quitté le parcours : il n’y a plus rien à y changer.")
    if right and participation.cohort.is_over(at):
        return Right.no("L’année est finie : la délégation ne change plus.")
    return right


def may_take_demand_back(user: User | AnonymousUser, demand: Demand, *, at: datetime) -> Right:
    """A demand is given up by the delegation that made it, or by the staff for it."""
    return may_read(user, demand.participation, at=at)


def may_answer(user: User | AnonymousUser, _demand: Demand, *, at: datetime) -> Right:
    """The staff answers what a delegation asks."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    return Right.yes() if is_staff(user, at) else Right.hidden()


def may_accept(user: User | AnonymousUser, participation: Participation, *, at: datetime) -> Right:
    """Each person of a delegation accepts for herself: nobody else does it in her place (R123)."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    here = participation.ends is None and takes_part(user, participation, at)
    return Right.yes() if here else Right.hidden()


def may_spend(user: User | AnonymousUser, award: Award, *, at: datetime) -> Right:
    """The delegation says what it spent of its award; the staff may write it for it."""
    return may_read(user, award.participation, at=at)


def may_manage(user: User | AnonymousUser, _row: Award | Payout | Order, *, at: datetime) -> Right:
    """The staff releases and pays."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    return Right.yes() if is_staff(user, at) else Right.hidden()


def may_attend(user: User | AnonymousUser, meeting: Meeting, *, at: datetime) -> Right:
    """The programme of a meeting is read by the staff and by the delegations it concerns."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    return Right.yes() if is_staff(user, at) or delegate_at(user, meeting, at) else Right.hidden()


def may_see_groups(user: User | AnonymousUser, row: Grouping, *, at: datetime) -> Right:
    """Groups of peers are read by the staff and by the delegations of their cohort."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    rows = Delegate.objects.current(at).filter(
        person__user=user, participation__cohort=row.cohort_id, participation__ends=None
    )
    return Right.yes() if is_staff(user, at) or rows.exists() else Right.hidden()


def may_see_working_group(user: User | AnonymousUser, row: WorkingGroup, *, at: datetime) -> Right:
    """What a working group asks and finds is read by the staff and the delegations there."""
    return may_see_working_groups(user, row.cohort, at=at)


def may_see_working_groups(user: User | AnonymousUser, cohort: Cohort, *, at: datetime) -> Right:
    """The list of the working groups: the staff and the delegations of the cohort."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    rows = Delegate.objects.current(at).filter(
        person__user=user, participation__cohort=cohort.pk, participation__ends=None
    )
    return Right.yes() if is_staff(user, at) or rows.exists() else Right.hidden()


def in_working_group(user: User, row: WorkingGroup, at: datetime, *, leading: bool = False) -> bool:
    """Whether someone is in a group that day, or leads it."""
    rows = row.members.current(at).filter(person__user=user)
    return (rows.filter(leads=True) if leading else rows).exists()


def may_lead(user: User | AnonymousUser, row: WorkingGroup, *, at: datetime) -> Right:
    """Sessions, members and synthesis: whoever leads the group, or the staff."""
    right = may_see_working_group(user, row, at=at)
    if not right or not user.is_authenticated or is_staff(user, at):
        return right
    if in_working_group(user, row, at, leading=True):
        return right
    return Right.no("Ce groupe est mené par d’autres : demandez-leur.")


def may_lead_session(user: User | AnonymousUser, row: WorkingSession, *, at: datetime) -> Right:
    """The same, for one of its sessions."""
    return may_lead(user, row.group, at=at)


def delegate_at(user: User, meeting: Meeting, at: datetime) -> Delegate | None:
    """Who someone is in the delegations a meeting concerns; a territory that left has none."""
    here = Delegate.objects.current(at).of_meeting(meeting)
    rows = here.filter(person__user=user, participation__ends=None)
    return rows.select_related("participation", "person").order_by("pk").first()


def may_run(
    user: User | AnonymousUser, _row: Cohort | Meeting | Participation, *, at: datetime
) -> Right:
    """The staff runs cohorts, meetings, charters and contributions."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    return Right.yes() if is_staff(user, at) else Right.hidden()


def may_pass(user: User | AnonymousUser, cohort: Cohort, *, at: datetime) -> Right:
    """The team runs a passage between phases; not who withdrew from the file of a winner (R50)."""
    right = may_run(user, cohort, at=at)
    if right and user.is_authenticated and left_one_of(user, cohort, at):
        return Right.no(
            _(
                "Vous vous êtes déporté·e du dossier d’un lauréat de cette cohorte : le passage "
                "les compare tous, un·e collègue le mène à votre place."
            )
        )
    return right


def may_certify(user: User | AnonymousUser, delegate: Delegate, *, at: datetime) -> Right:
    """An attestation is one's own; the staff may give it again."""
    if not user.is_authenticated:
        return Right.no(SIGN_IN)
    if is_staff(user, at) or delegate.person.user_id == user.pk:
        return Right.yes()
    return Right.hidden()
