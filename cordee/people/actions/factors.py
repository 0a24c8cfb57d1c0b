"""Second factor: demanded at once of sessions already open when a role asks for it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.conf import settings

from cordee.people import policy
from cordee.people.rules import MUST_ENROL

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


def demand_second_factor(user: User, at: datetime) -> None:
    """Mark the open sessions of someone who just started to owe a second factor."""
    if not policy.lacks_second_factor(user, at):
        return
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in UserSession.objects.filter(user=user).values_list("session_key", flat=True):
        session = store(session_key=key)
        if session.load():
            session[MUST_ENROL] = True
            session.save()
