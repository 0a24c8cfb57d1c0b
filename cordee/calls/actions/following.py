"""Addresses that follow a call or a search: confirmed first, ended in one click."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from cordee.calls.events import FollowConfirmed, Followed, Unfollowed
from cordee.calls.letters import ask_to_confirm
from cordee.calls.models import Inquiry, Registration, Subscription
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cordee.calls.models import Edition
    from cordee.people.models import User

UNCONFIRMED = timedelta(days=7)
ENDED = timedelta(days=30)
LASTS = timedelta(days=2 * 365)
"""A subscription ends by itself after two years."""
AGAIN = timedelta(hours=1)
"""The same address is not asked to confirm twice in an hour."""
FORGOTTEN = timedelta(days=3 * 365)
"""Names and addresses of those who asked or came are emptied so long after."""


@transaction.atomic
def follow(
    email: str,
    *,
    edition: Edition | None = None,
    search: Mapping[str, Any] | None = None,
    by: User | None,
    at: datetime,
) -> Subscription:
    """Ask to receive letters; nothing but one confirmation leaves before the address agrees.

    Someone signed in under that very address has proved it already. Asking twice changes nothing,
    and tells nobody whether the address was known.
    """
    email = email.strip().lower()
    proved = by is not None and by.email.lower() == email
    made, created = Subscription.objects.get_or_create(
        email=email,
        edition=edition,
        search=dict(search or {}),
        ended_at=None,
        defaults={"asked_at": at, "confirmed_at": at if proved else None},
    )
    if created:
        event = Followed(subscription=made.pk, edition=edition.pk if edition else None)
        record(event, by=by, at=at)
    if proved and made.confirmed_at is None:
        made.confirmed_at = at
        made.save(update_fields=("confirmed_at",))
    if made.confirmed_at is None and (created or made.asked_at <= at - AGAIN):
        Subscription.objects.filter(pk=made.pk).update(asked_at=at)
        made.asked_at = at
        ask_to_confirm(made, at=at)
    return made


@transaction.atomic
def confirm(subscription: Subscription, *, at: datetime) -> None:
    """The address agrees: letters may leave."""
    waiting = Subscription.objects.filter(pk=subscription.pk, confirmed_at=None, ended_at=None)
    if waiting.update(confirmed_at=at):
        record(FollowConfirmed(subscription=subscription.pk), by=None, at=at)


@transaction.atomic
def unfollow(subscription: Subscription, *, at: datetime) -> None:
    """End it; a second click changes nothing."""
    if Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(ended_at=at):
        record(Unfollowed(subscription=subscription.pk), by=None, at=at)


@transaction.atomic
def retire(*, at: datetime) -> int:
    """Forget what was never confirmed, what ended, what has lasted its time; returns how many."""
    gone = (
        Q(confirmed_at=None, asked_at__lt=at - UNCONFIRMED)
        | Q(ended_at__lt=at - ENDED)
        | Q(confirmed_at__lt=at - LASTS)
    )
    count, _rows = Subscription.objects.filter(gone).delete()
    old = Inquiry.objects.filter(asked_at__lt=at - FORGOTTEN).exclude(name="", email="")
    count += old.update(name="", email="")
    past = Registration.objects.filter(briefing__ends_at__lt=at - FORGOTTEN).exclude(email="")
    for one in past.order_by("pk"):
        forget_registration(one)
        count += 1
    return count


def forget_registration(one: Registration) -> None:
    """Empty who came; the row stays and can be counted."""
    one.name, one.body, one.need = "Personne effacée", "", ""
    one.email = f"efface-{one.pk}@invalid.example"
    one.save(update_fields=("name", "body", "need", "email"))
