"""Who may, among people: every other room's policy starts from these questions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.kernel.rights import Right
from cordee.people.models import Invitation, Organisation, Person, Seat, User
from cordee.people.rules import HOUSE_ROLES, SECOND_FACTOR_ROLES
from cordee.web.ready import ready
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model, QuerySet

PRESENT = timedelta(minutes=1)
"""How near now an instant is for an answer to serve the whole request."""


def roles(user: User, at: datetime) -> set[str]:
    """The roles an account holds anywhere at that instant.

    Every guard and menu asks it: of the present, it is one query a request.
    """
    if not user.is_authenticated:
        return set()

    def held() -> set[str]:
        return set(_roles(user.pk, at))

    now = abs(timezone.now() - at) < PRESENT
    return once(f"roles {user.pk}", held) if now else held()


@ready
def _roles(user: int, at: datetime) -> QuerySet[Seat, str]:
    held = Seat.objects.current(at).filter(person__user=user)
    return held.values_list("role", flat=True).order_by()


def holds(user: User, role: str, scope: Model | str | None, at: datetime) -> bool:
    """Whether an account holds a role on that very object; `None` is the whole house."""
    return Seat.objects.held_by(user, at).with_role(role).somewhere(scope).exists()


def is_staff(user: User, at: datetime) -> bool:
    """Whether an account belongs to the team that runs the house: staff, direction, assistant."""
    return not roles(user, at).isdisjoint(HOUSE_ROLES)


def needs_second_factor(user: User, at: datetime) -> bool:
    """Whether an account owes two proofs: the team and the jurors do, outside the demo."""
    if settings.DEMO:
        return False
    return not roles(user, at).isdisjoint(SECOND_FACTOR_ROLES)


def lacks_second_factor(user: User, at: datetime) -> bool:
    """Whether an account owes a second proof and has none yet."""
    proofs = Authenticator.objects.filter(
        user_id=user.pk, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    )
    return needs_second_factor(user, at) and not proofs.exists()


def only_staff(user: User, at: datetime) -> Right:
    """The team may, nobody else; for any page of the staff workspace."""
    if is_staff(user, at):
        return Right.yes()
    return Right.no(
        _(
            "Cette page est réservée à l’équipe d’animation. "
            "Si vous devriez y avoir accès, demandez-lui de vous donner un rôle."
        )
    )


def may_see_person(user: User, person: Person, at: datetime) -> Right:
    """The team sees everyone, each sees herself; for anyone else the person does not exist."""
    own = user.is_authenticated and person.user_id == user.pk
    return Right.yes() if own or is_staff(user, at) else Right.hidden()


def may_keep_person(user: User, person: Person, at: datetime) -> Right:
    """The team corrects anyone who was not erased."""
    if not is_staff(user, at):
        return Right.hidden()
    if person.erased:
        return Right.no(_("Cette personne a été effacée : il n’y a plus rien à modifier."))
    return Right.yes()


def may_erase(user: User, person: Person, at: datetime) -> Right:
    """Direction and staff erase, once, someone else who no longer runs the house."""
    right = may_keep_person(user, person, at)
    if not right:
        return right
    if person.user_id == user.pk:
        return Right.no(_("Vous ne pouvez pas vous effacer : demandez-le à une autre personne."))
    if not roles(user, at) & {"staff", "director"}:
        return Right.no(_("Seules la direction et les chargé·es de mission effacent une personne."))
    if Seat.objects.current(at).staffing().filter(person=person).exists():
        return Right.no(_("Mettez d’abord fin à ses rôles dans l’équipe."))
    return Right.yes()


def may_reset_factors(user: User, person: Person, at: datetime) -> Right:
    """Direction and staff, for someone else who can no longer prove who she is."""
    right = may_keep_person(user, person, at)
    if not right:
        return right
    if person.user_id == user.pk:
        return Right.no(_("Pour vous-même, passez par la page de votre sécurité."))
    if not roles(user, at) & {"staff", "director"}:
        return Right.no(_("Seules la direction et les chargé·es de mission le peuvent."))
    return Right.yes()


def may_give_role(user: User, role: str, at: datetime) -> Right:
    """The team gives roles; those of the team itself, only direction and staff."""
    held = roles(user, at) & set(HOUSE_ROLES)
    if not held:
        return Right.hidden()
    if role in HOUSE_ROLES and held == {"assistant"}:
        return Right.no(
            _("Les rôles de l’équipe sont donnés par la direction ou un·e chargé·e de mission.")
        )
    return Right.yes()


def may_give_seat(user: User, person: Person, at: datetime) -> Right:
    """Whether the form that gives a seat to someone may be opened at all."""
    return may_keep_person(user, person, at)


def may_end_seat(user: User, seat: Seat, at: datetime) -> Right:
    """Whoever may give a role may end it, while it lasts."""
    right = may_give_role(user, seat.role, at)
    if right and seat.ends is not None and seat.ends <= at:
        return Right.no(_("Ce rôle est déjà terminé."))
    return right


def may_keep_invitation(user: User, invitation: Invitation, at: datetime) -> Right:
    """Whoever may give the role may send its invitation again or take it back."""
    return may_give_role(user, invitation.role, at)


def may_keep_organisation(user: User, organisation: Organisation, at: datetime) -> Right:
    """The team keeps the organisations and the governance."""
    return Right.yes() if is_staff(user, at) else Right.hidden()
