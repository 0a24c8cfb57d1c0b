"""Who a session belongs to: the account, with the person behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, override

from allauth.account.auth_backends import AuthenticationBackend

from cordee.people.models import User
from cordee.web.ready import ready

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.db.models import Exists, Q, QuerySet

TOLD: dict[str, Callable[[], Q | Exists]] = {}
"""What other rooms want told of whoever is signed in, in the query that each page begins with."""


class Backend(AuthenticationBackend):  # type: ignore[misc] # allauth has no types
    """Allauth's own, which reads the account and its person at once.

    Every act signs with the name of a person, many pages show it: one query serves both.
    """

    @override
    def get_user(self, user_id: Any) -> User | None:
        """The account of a session, while it is active."""
        found = next(iter(_account(int(user_id))), None)
        return found if found is not None and self.user_can_authenticate(found) else None


@ready
def _account(pk: int) -> QuerySet[User]:
    told = {name: asked() for name, asked in TOLD.items()}
    return User.objects.select_related("person").annotate(**told).filter(pk=pk).order_by()
