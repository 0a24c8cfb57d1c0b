"""Invitations: a role offered to an address by a link that works once."""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cordee.kernel import french
from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.ledger.outbox import post
from cordee.people.actions.accounts import joined
from cordee.people.actions.seats import give_seat
from cordee.people.events import InvitationAccepted, InvitationSent, InvitationWithdrawn
from cordee.people.models import Invitation, Organisation, Person, Seat, User
from cordee.people.queries import language_of, person_of, scope_of
from cordee.people.rules import scope_key

if TYPE_CHECKING:
    from django.db.models import Model

LASTS = timedelta(days=14)
"""How long an invitation may be accepted, to the end of that day; a new link is one click away."""


def digest_of(token: str) -> str:
    """What the database keeps of a link."""
    return sha256(token.encode()).hexdigest()


def end_of(at: datetime) -> datetime:
    """The midnight that ends the day of `at`, in the house's time zone."""
    local = timezone.localtime(at)
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), time.min))


@transaction.atomic
def invite(
    email: str,
    role: str,
    *,
    scope: Model | str | None = None,
    organisation: Organisation | None = None,
    details: dict[str, Any] | None = None,
    by: User,
    at: datetime,
) -> Invitation:
    """Offer a role to an address; the letter leaves with the transaction.

    `details` is what the room that invites wants back when it is accepted (JSON). Refused when
    the same invitation is already pending, or when that person already holds the seat.
    """
    email, key = email.strip().lower(), scope_key(scope)
    held = Seat.objects.current(at).filter(person__email=email, role=role, scope=key)
    if held.exists():
        raise Refused(
            broken("invitation.held", "email", french.say("{email} a déjà ce rôle.", email=email))
        )
    _expire(email, role, key, at)
    token = secrets.token_urlsafe(32)
    made = Invitation(
        email=email,
        role=role,
        scope=key,
        organisation=organisation,
        details=details or {},
        token_digest=digest_of(token),
        sent_by=by,
        sent=at,
        expires=end_of(at + LASTS),
    )
    _insert(made)
    _send(made, token, by, at)
    return made


def _expire(email: str, role: str, scope: str, at: datetime) -> None:
    """Withdraw the invitation that nobody took in time, so that a new one may leave."""
    old = Invitation.objects.filter(
        email=email, role=role, scope=scope, accepted=None, withdrawn=None, expires__lte=at
    )
    old.update(withdrawn=at)


def _insert(made: Invitation) -> None:
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as twice:
        sentence = french.say(
            "{email} a déjà reçu cette invitation. Renvoyez-la si besoin.", email=made.email
        )
        raise Refused(broken("invitation.twice", "email", sentence)) from twice


@transaction.atomic
def renew(invitation: Invitation, *, by: User | None, at: datetime) -> Invitation:
    """Send the invitation again with a new link; the old link stops working.

    `by` is None when the guest herself asks for it from a link that expired: the letter goes to
    the address invited, never to whoever holds the link.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    _must_be_open(invitation)
    token = secrets.token_urlsafe(32)
    invitation.token_digest = digest_of(token)
    invitation.sent, invitation.expires = at, end_of(at + LASTS)
    invitation.sendings += 1
    invitation.save(update_fields=["token_digest", "sent", "expires", "sendings"])
    _send(invitation, token, by, at)
    return invitation


def _must_be_open(invitation: Invitation) -> None:
    if invitation.accepted is not None:
        raise Refused(
            broken("invitation.used", "token", _("Cette invitation a déjà été acceptée."))
        )
    if invitation.withdrawn is not None:
        sentence = _("Cette invitation a été retirée. Demandez-en une autre à qui vous invitait.")
        raise Refused(broken("invitation.withdrawn", "token", sentence))


def _send(invitation: Invitation, token: str, by: User | None, at: datetime) -> None:
    """Post the letter and write it in the journal."""
    shown = {
        "invitation": invitation,
        "place": scope_of(invitation),
        "sender": person_of(invitation.sent_by) or invitation.sent_by,
        "link": settings.SITE_URL + reverse("people:invitation", args=[token]),
    }
    with translation.override(language_of(invitation.email)):
        subject = " ".join(render_to_string("people/mail/invitation_subject.txt", shown).split())
        text = render_to_string("people/mail/invitation_message.txt", shown)
    post(
        key=f"people.invitation:{invitation.public_id}:{invitation.sendings}",
        to=invitation.email,
        subject=subject,
        text=text,
        at=at,
        private=True,
    )
    event = InvitationSent(
        invitation=invitation.pk,
        role=invitation.role,
        scope=invitation.scope,
        sending=invitation.sendings,
    )
    record(event, by=by, at=at)


@transaction.atomic
def accept(invitation: Invitation, *, by: User, at: datetime) -> Seat:
    """Take the seat offered; `by` is the account of the address invited, and nobody else's."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    _must_be_open(invitation)
    if at >= invitation.expires:
        sentence = _("Cette invitation a expiré. Demandez un nouveau lien, il arrive aussitôt.")
        raise Refused(broken("invitation.expired", "token", sentence))
    if by.email != invitation.email:
        sentence = french.say("Cette invitation est adressée à {email}.", email=invitation.email)
        raise Refused(broken("invitation.other", "email", sentence))
    seat = _seat_for(invitation, _person_for(by, at), by, at)
    invitation.accepted, invitation.seat = at, seat
    invitation.save(update_fields=["accepted", "seat"])
    event = InvitationAccepted(
        invitation=invitation.pk,
        seat=seat.pk,
        person=seat.person_id,
        role=seat.role,
        scope=seat.scope,
    )
    record(event, by=by, at=at)
    return seat


def _person_for(user: User, at: datetime) -> Person:
    EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)
    return joined(user, at)


def _seat_for(invitation: Invitation, person: Person, by: User, at: datetime) -> Seat:
    """The seat already held on that object, or the one offered."""
    held = Seat.objects.current(at).filter(
        person=person, role=invitation.role, scope=invitation.scope
    )
    return held.first() or give_seat(
        person,
        invitation.role,
        scope=invitation.scope,
        organisation=invitation.organisation,
        by=by,
        at=at,
    )


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Take an invitation back; its link stops working at once."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    _must_be_open(invitation)
    invitation.withdrawn = at
    invitation.save(update_fields=["withdrawn"])
    event = InvitationWithdrawn(
        invitation=invitation.pk, role=invitation.role, scope=invitation.scope
    )
    record(event, by=by, at=at)
    return invitation
