"""Who may do what with a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordee.kernel.rights import Right
from cordee.people.policy import is_staff
from cordee.reactions import WITHHELD
from cordee.web.requests import once

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.applications.models import Application
    from cordee.people.models import User


SIGN_IN = gettext_lazy("Connectez-vous pour retrouver ce dossier.")
"""To a visitor: perhaps a writer whose session has expired; the page of sign-in brings back."""


def writes(user: User | AnonymousUser, application: Application) -> bool:
    """Whether someone is of the team that writes this file."""
    if not user.is_authenticated:
        return False
    if application.owner_id == user.pk:
        return True
    return application.members.filter(left_at=None, person__user=user).exists()


def withheld(user: User | AnonymousUser, at: datetime) -> frozenset[int]:
    """The keys of the files that must not exist for someone, as the rooms above say (R50).

    One query a request and a room of `reactions.WITHHELD`.
    """
    if not user.is_authenticated:
        return frozenset()

    def asked() -> frozenset[int]:
        return frozenset().union(*(import_string(path)(user, at) for path in WITHHELD))

    return once(f"withheld {user.pk}", asked)


def may_follow(user: User | AnonymousUser, application: Application, *, at: datetime) -> Right:
    """The team follows a file, unless someone of it withdrew from it as a juror."""
    if not user.is_authenticated:
        return Right.no(str(SIGN_IN))
    seen = is_staff(user, at) and application.pk not in withheld(user, at)
    return Right.yes() if seen else Right.hidden()


def may_read(user: User | AnonymousUser, application: Application, *, at: datetime) -> Right:
    """Its writers, and the staff once it is handed in; for anybody else it does not exist."""
    if not user.is_authenticated:
        return Right.no(str(SIGN_IN))
    if writes(user, application):
        return Right.yes()
    if application.current_id is None:
        return Right.hidden()
    return may_follow(user, application, at=at)


def may_write(user: User | AnonymousUser, application: Application) -> Right:
    """Its writers, as long as it is not withdrawn."""
    if not user.is_authenticated:
        return Right.no(str(SIGN_IN))
    if not writes(user, application):
        return Right.hidden()
    if application.withdrawn_at is not None:
        return Right.no(
            _(
                "Cette candidature a été retirée : elle se lit encore mais ne se modifie plus. "
                "Pour candidater de nouveau, commencez un autre dossier depuis la page de l’appel."
            )
        )
    return Right.yes()


def may_exchange(user: User | AnonymousUser, application: Application) -> Right:
    """Its writers, whatever became of the file; the staff has its own page."""
    if not user.is_authenticated:
        return Right.no(str(SIGN_IN))
    return Right.yes() if writes(user, application) else Right.hidden()


may_deposit = may_write


def may_withdraw(user: User | AnonymousUser, application: Application) -> Right:
    """The owner alone."""
    if not (right := may_write(user, application)):
        return right
    if application.owner_id != user.pk:
        return Right.no(
            _(
                "Seule la personne responsable du dossier peut le retirer. Demandez-le lui, "
                "ou demandez-lui de vous confier le dossier."
            )
        )
    return Right.yes()
