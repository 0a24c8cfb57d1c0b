"""Make and revoke tokens: the only writer of this room."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from cordee.api.events import ActedByProgram, TokenMade, TokenRevoked
from cordee.api.models import AccessToken, Replay
from cordee.api.rules.scopes import Scope
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, broken, missing
from cordee.ledger.actions import record
from cordee.ledger.outbox import post

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from cordee.kernel.findings import Finding
    from cordee.people.events import PersonErased
    from cordee.people.models import Organisation, User

PREFIX = "cordee_"
LONGEST = timedelta(days=366)
MOST = 20
"""Standing tokens of one person."""
REPLAYED_FOR = timedelta(days=1)
KEPT = timedelta(days=365)
"""How long a token that opens nothing more is still listed."""


def digest_of(token: str) -> str:
    """What the database keeps of a token."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def make(
    *,
    name: str,
    scopes: Collection[str],
    expires_at: datetime,
    organisation: Organisation | None = None,
    by: User,
    at: datetime,
) -> tuple[AccessToken, str]:
    """Let a program act for `by` until that day; returns the row and the token, shown this once.

    Raises `Refused` without name or scope, for a day past or too far, or beyond twenty tokens.
    """
    if found := list(_faults(by, name, scopes, expires_at, at)):
        raise Refused(found)
    token = PREFIX + secrets.token_urlsafe(32)
    made = AccessToken.objects.create(
        user=by,
        organisation=organisation,
        name=tidy(name)[:80],
        scopes=[one.value for one in Scope if one in scopes],
        digest=digest_of(token),
        made_at=at,
        expires_at=expires_at,
    )
    record(TokenMade(token=made.pk, scopes=made.scopes), by=by, at=at)
    _tell(made, at)
    return made, token


def _faults(
    by: User, name: str, scopes: Collection[str], expires_at: datetime, at: datetime
) -> Iterator[Finding]:
    if not tidy(name):
        yield missing("token.name", "name", _("Dites quel programme emploiera ce jeton."))
    if not scopes or not set(scopes) <= set(Scope):
        yield missing("token.scopes", "scopes", _("Choisissez ce que ce jeton permet."))
    if not at < expires_at <= at + LONGEST:
        said = _("Choisissez une date de fin à venir, dans moins d’un an.")
        yield broken("token.expires", "expires", said)
    if AccessToken.objects.standing(at).filter(user=by).count() >= MOST:
        said = _("Vous avez déjà %d jetons : révoquez-en un d’abord.") % MOST
        yield broken("token.many", "name", said)


def _tell(made: AccessToken, at: datetime) -> None:
    """Write to the owner, in case someone else did this."""
    with translation.override(made.user.language):
        post(
            key=f"api.token_made:{made.public_id}",
            to=made.user.email,
            subject=_("Un jeton d’accès vient d’être créé à votre nom"),
            text=render_to_string("api/mail/made.txt", {"token": made}),
            at=at,
        )


@transaction.atomic
def revoke(token: AccessToken, *, by: User | None, at: datetime) -> None:
    """Close a token at once; what it did stays done."""
    if AccessToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at):
        record(TokenRevoked(token=token.pk), by=by, at=at)


def tell(token: AccessToken, act: str, about: str, *, at: datetime) -> None:
    """Write in the journal that the act of this transaction came from a program."""
    record(ActedByProgram(token=token.pk, act=act, about=about), by=token.user, at=at)


@transaction.atomic
def forget(event: PersonErased, *, by: User | None, at: datetime) -> None:
    """Reaction: the tokens of someone erased open nothing more and bear no name."""
    rows = AccessToken.objects.filter(user__person=event.person)
    for one in rows.order_by("pk"):
        revoke(one, by=by, at=at)
    rows.update(name="")


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Forget the answers kept for a day, and the tokens closed for a year; returns how many."""
    gone, _kinds = Replay.objects.filter(at__lt=at - REPLAYED_FOR).delete()
    old = AccessToken.objects.filter(expires_at__lt=at - KEPT)
    count, _kinds = old.delete()
    return gone + count
