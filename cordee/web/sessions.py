"""Sessions kept in the database, as Django keeps them, read by a query made ready once."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - a query made ready tells values by their type
from typing import TYPE_CHECKING, override

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from cordee.web.ready import ready

if TYPE_CHECKING:
    from django.db.models import QuerySet


class SessionStore(db.SessionStore):
    """Django's own; every page of someone signed in begins with this query (decision 0092)."""

    @classmethod
    @override
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        """The row of this key while it lasts; a key that is not there is forgotten."""
        found = next(iter(_session(str(self.session_key), timezone.now())), None)
        if found is None:
            self._session_key = None
        return found


@ready
def _session(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).order_by()
