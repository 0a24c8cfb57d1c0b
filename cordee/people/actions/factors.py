"""Second factor: demanded at once of sessions already open when a role asks for it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction

from cordee.ledger.actions import record
from cordee.people import policy
from cordee.people.actions.accounts import close_other_sessions
from cordee.people.events import FactorsReset
from cordee.people.rules import MUST_ENROL

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import User


@transaction.atomic
def reset_factors(user: User, *, by: User | None, at: datetime) -> int:
    """Take away the second proofs of someone who lost them, and end her sessions.

    She then signs in with a code and sets up others; returns how many were taken away.
    """
    count, _ = Authenticator.objects.filter(user=user).delete()
    if count:
        close_other_sessions(user, by=by, at=at)
        record(FactorsReset(user=user.pk), by=by, at=at)
    return int(count)


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
