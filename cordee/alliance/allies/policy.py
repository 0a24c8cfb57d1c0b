"""Who keeps the allies, who reads a community, who may change her own signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cordee.alliance.policy import may_keep
from cordee.kernel.rights import Right

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from cordee.alliance.allies.models import Ally, Community
    from cordee.people.models import User

    type Asker = User | AnonymousUser

__all__ = ["may_keep", "may_own", "may_read", "may_see"]


def may_see(user: Asker, community: Community, *, at: datetime) -> Right:
    """Anyone sees what a community is; what it shares is for its members."""
    return Right.yes()


def may_read(user: Asker, community: Community, *, at: datetime) -> Right:
    """Its members read its sheets and its resources, the team too."""
    if may_keep(user, community, at=at):
        return Right.yes()
    if not user.is_authenticated:
        return Right.no(_("Connectez-vous pour lire ce que cette communauté partage."))
    mine = community.members.filter(person__user=user, left_on=None).exists()
    return Right.yes() if mine else Right.no(_("Rejoignez la communauté pour lire ses fiches."))


def may_own(user: Asker, ally: Ally, *, at: datetime) -> Right:
    """Whoever signed answers for her own signature; for anybody else it does not exist."""
    own: Any = user.is_authenticated and ally.person.user_id == user.pk
    return Right.yes() if own else Right.hidden()
