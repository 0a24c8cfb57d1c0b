"""Who a session belongs to: the account, with the person behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, override

from allauth.account.auth_backends import AuthenticationBackend

from cordee.people.models import User

if TYPE_CHECKING:
    from typing import Any


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Allauth's own, which reads the account and its person at once.

    Every act signs with the name of a person, many pages show it: one query serves both.
    """

    @override
    def get_user(self, user_id: Any) -> User | None:
        """The account of a session, while it is active."""
        try:
            found = User.objects.select_related("person").get(pk=user_id)
        except User.DoesNotExist:
            return None
        return found if self.user_can_authenticate(found) else None
