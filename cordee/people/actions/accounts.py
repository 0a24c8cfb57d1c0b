"""Accounts: reserved by an address, opened by the code that came back, left by closing sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.ledger.outbox import post
from cordee.people.events import (
    AccountOpened,
    AddressChanged,
    ProfileChanged,
    SessionsClosed,
    SignedIn,
)
from cordee.people.models import Person, User

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def reserve(email: str, *, at: datetime) -> User:
    """The account of an address; when there is none, a bare one that its code will open.

    The same queries run in both cases, so that neither the answer nor its delay tells whether
    the address was known. A bare account that nobody opens is swept away after a day.
    """
    email = email.strip().lower()
    bare = User(email=email, joined=at, password=make_password(None))
    User.objects.bulk_create([bare], ignore_conflicts=True)
    user = User.objects.get(email=email)
    address = EmailAddress(user=user, email=email, primary=True)
    EmailAddress.objects.bulk_create([address], ignore_conflicts=True)
    return user


@transaction.atomic
def welcome(user: User, *, method: str, at: datetime) -> Person:
    """Someone just signed in: her person exists, and the journal knows."""
    person = joined(user, at)
    record(SignedIn(user=user.pk, method=method), by=user, at=at)
    return person


def joined(user: User, at: datetime) -> Person:
    """The person of an account: hers, the one already known by this address, or a new one."""
    if person := Person.objects.filter(user=user).first():
        return person
    person, _ = Person.objects.get_or_create(email=user.email, defaults={"created": at})
    person.user = user
    person.save(update_fields=["user"])
    record(AccountOpened(user=user.pk), by=user, at=at)
    return person


KEPT = timedelta(days=1)
"""How long a bare account waits for its code to come back."""


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Forget the addresses that never answered; returns how many."""
    bare = User.objects.filter(last_login=None, person=None, joined__lt=at - KEPT, is_active=True)
    bare = bare.exclude(emailaddress__verified=True)
    count = bare.count()
    bare.delete()
    return count


@transaction.atomic
def move(user: User, email: str, *, at: datetime) -> User:
    """Give an account the address that just answered; the old one is told, and opens nothing."""
    email = email.strip().lower()
    user = User.objects.select_for_update().get(pk=user.pk)
    if known(email):
        sentence = _("Cette adresse ne peut pas devenir la vôtre. Écrivez à l’équipe.")
        raise Refused(broken("account.address", "email", sentence))
    _tell(user, at)
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    user.email = email
    user.save(update_fields=["email"])
    Person.objects.filter(user=user).update(email="")  # free the address before it is written
    person = joined(user, at)
    person.email = email
    person.save()
    record(AddressChanged(user=user.pk), by=user, at=at)
    return user


def known(email: str) -> bool:
    """Whether an address already belongs to someone."""
    return User.objects.filter(email=email).exists() or Person.objects.filter(email=email).exists()


def _tell(user: User, at: datetime) -> None:
    """Write to the old address, in case someone else did this."""
    with translation.override(user.language):
        post(
            key=f"people.address:{user.public_id}:{at.isoformat()}",
            to=user.email,
            subject=render_to_string("people/mail/moved_subject.txt").strip(),
            text=render_to_string("people/mail/moved_message.txt"),
            at=at,
        )


@transaction.atomic
def tidy(*, at: datetime) -> int:
    """Forget the sessions that ended, with their network addresses; returns how many."""
    ended, _ = Session.objects.filter(expire_date__lte=at).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
    return ended


@transaction.atomic
def speak(user: User, language: str, *, at: datetime) -> None:
    """Keep the language someone chose, for her next visits and her letters."""
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
        record(ProfileChanged(person=joined(user, at).pk, fields=["language"]), by=user, at=at)


@transaction.atomic
def close_other_sessions(user: User, *, but: str = "", by: User | None, at: datetime) -> int:
    """End every session of an account except that of key `but`; returns how many."""
    others = UserSession.objects.filter(user=user).exclude(session_key=but)
    closed = [session.end() for session in others.order_by("pk")]
    if closed:
        record(SessionsClosed(user=user.pk, count=len(closed)), by=by, at=at)
    return len(closed)
