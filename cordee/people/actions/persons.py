"""Persons: added, corrected, erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from cordee.kernel import french
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import actor_key, erase_actor, record
from cordee.ledger.outbox import forget
from cordee.people.actions.seats import end_seat
from cordee.people.events import PersonAdded, PersonErased, ProfileChanged
from cordee.people.models import Invitation, Person, Seat, User

if TYPE_CHECKING:
    from datetime import datetime

FIELDS = ("given_name", "family_name", "pronoun", "phone", "title")


@transaction.atomic
def add_person(*, email: str = "", by: User | None, at: datetime, **fields: str) -> Person:
    """Enter someone in the directory; she needs no account. Refused if her address is known."""
    person = Person(email=email.strip().lower(), created=at, **_profile(fields))
    if person.email and Person.objects.filter(email=person.email).exists():
        raise Refused(
            broken(
                "person.twice",
                "email",
                french.say(
                    "Une personne a déjà l’adresse {email}. Cherchez-la dans l’annuaire.",
                    email=person.email,
                ),
            )
        )
    person.user = User.objects.filter(email=person.email).first() if person.email else None
    person.save()
    record(PersonAdded(person=person.pk), by=by, at=at)
    return person


def find_or_add(
    email: str, given_name: str, family_name: str, *, by: User | None, at: datetime
) -> Person:
    """The person of that address, entered in the directory when nobody there has it."""
    address = email.strip().lower()
    found = Person.objects.filter(email=address, erased=None).first() if address else None
    return found or add_person(
        email=address, given_name=tidy(given_name), family_name=tidy(family_name), by=by, at=at
    )


@transaction.atomic
def change_profile(person: Person, *, by: User, at: datetime, **fields: str) -> Person:
    """Correct a profile: `given_name`, `family_name`, `pronoun`, `phone`, `title`."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased:
        raise Refused(broken("person.erased", "person", _("Cette personne a été effacée.")))
    changed = [key for key, value in _profile(fields).items() if getattr(person, key) != value]
    for key in changed:
        setattr(person, key, fields[key])
    if changed:
        person.save()
        record(ProfileChanged(person=person.pk, fields=changed), by=by, at=at)
    return person


def _profile(fields: dict[str, str]) -> dict[str, str]:
    if unknown := fields.keys() - set(FIELDS):
        raise TypeError(f"a profile has no {', '.join(sorted(unknown))}")
    return fields


@transaction.atomic
def erase(person: Person, *, by: User | None, at: datetime) -> None:
    """Empty everything personal about someone; her rows and the journal's chain stay whole.

    Other rooms erase what they keep by reacting to `people.person_erased`.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.erased:
        return
    for seat in Seat.objects.current(at).filter(person=person).order_by("pk"):
        end_seat(seat, because="Personne effacée", by=by, at=at)
    record(PersonErased(person=person.pk), by=by, at=at)  # while the others still know whom
    _forget_letters(person, at)
    person.erased_at(at)
    person.save()
    if person.user is not None:
        _close(person.user)
    if person.user is not None:
        erase_actor(actor_key(person.user), by=by, at=at)


def _forget_letters(person: Person, at: datetime) -> None:
    """Empty the letters to her and her invitations; what was pending is lost with them."""
    emails = sorted({person.email, person.user.email if person.user else ""} - {""})
    for email in emails:
        forget(email, key=actor_key(person.user) if person.user else "")
    for invitation in Invitation.objects.filter(email__in=emails).order_by("pk"):
        invitation.email = f"efface-{invitation.public_id}@invalid.example"
        invitation.token_digest = f"erased:{invitation.public_id}"
        invitation.details = {}
        if invitation.accepted is None:
            invitation.withdrawn = invitation.withdrawn or at
        invitation.save()


def _close(user: User) -> None:
    """Leave of an account nothing that names anyone or that still opens."""
    for session in UserSession.objects.filter(user=user).order_by("pk"):
        session.end()
    EmailAddress.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.email = f"efface-{user.public_id}@invalid.example"
    user.is_active = False
    user.set_unusable_password()
    user.save()
