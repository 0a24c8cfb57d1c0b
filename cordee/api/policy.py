"""Who makes, sees and revokes tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.kernel.rights import Right
from cordee.people.policy import is_staff

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.api.models import AccessToken
    from cordee.people.models import User


def may_revoke(user: User | AnonymousUser, token: AccessToken, *, at: datetime) -> Right:
    """Whoever it acts for, and the team; for anybody else it does not exist."""
    if not user.is_authenticated:
        return Right.no(_("Connectez-vous pour retrouver vos jetons d’accès."))
    mine = token.user_id == user.pk
    return Right.yes() if mine or is_staff(user, at) else Right.hidden()
