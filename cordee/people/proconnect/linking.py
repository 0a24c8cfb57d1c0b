"""An identity of the directory and an account are linked once, by the code of the address."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from cordee.ledger.actions import record
from cordee.people.actions.accounts import joined
from cordee.people.actions.persons import change_profile
from cordee.people.events import DirectoryLinked, DirectoryUnlinked
from cordee.people.models import Organisation
from cordee.people.proconnect.provider import ID

if TYPE_CHECKING:
    from datetime import datetime

    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

    from cordee.people.models import User

PENDING = "proconnect_pending"
LASTS = 15 * 60
"""How long an identity waits for the code of its address, in seconds: as long as the code."""


def hold(request: HttpRequest, login: SocialLogin, said: dict[str, str]) -> None:
    """Keep in the session who ProConnect says this is, until her address answers."""
    request.session[PENDING] = {
        "uid": login.account.uid,
        "data": login.account.extra_data,
        "since": time.time(),
        **said,
    }


def settle(request: HttpRequest, user: User, *, at: datetime) -> bool:
    """Link what was held to the account that has just proved this very address; says whether."""
    held = request.session.pop(PENDING, None)
    if not held or held["email"] != user.email or time.time() - held["since"] > LASTS:
        return False
    return link(user, held, at=at)


@transaction.atomic
def link(user: User, held: dict[str, Any], *, at: datetime) -> bool:
    """Let an identity of ProConnect open this account from now on; false when it opens another."""
    try:
        with transaction.atomic():
            row, new = SocialAccount.objects.get_or_create(
                provider=ID, uid=held["uid"], defaults={"user": user, "extra_data": held["data"]}
            )
    except IntegrityError:
        return False
    if row.user_id != user.pk:
        return False
    if new:
        record(DirectoryLinked(user=user.pk), by=user, at=at)
    _name(user, held, at)
    return True


def _name(user: User, held: dict[str, Any], at: datetime) -> None:
    """Fill the names she has not given yet; hers are never replaced."""
    person = joined(user, at)
    said = {"given_name": held["given_name"][:80], "family_name": held["family_name"][:80]}
    blank = {key: value for key, value in said.items() if value and not getattr(person, key)}
    if blank:
        change_profile(person, by=user, at=at, **blank)


@transaction.atomic
def unlink(user: User, *, at: datetime) -> int:
    """Let ProConnect open this account no more: the code by e-mail still does."""
    count, _kinds = SocialAccount.objects.filter(user=user, provider=ID).delete()
    if count:
        record(DirectoryUnlinked(user=user.pk), by=user, at=at)
    return int(count)


def linked(user: User) -> SocialAccount | None:
    """The identity that opens this account, if any."""
    return SocialAccount.objects.filter(user=user, provider=ID).order_by("pk").first()


def suggested(user: User | None) -> Organisation | None:
    """The body ProConnect says someone works for, when the house knows it (by SIRET, then SIREN).

    A suggestion to whoever gives roles: it opens nothing by itself.
    """
    known = linked(user) if user else None
    siret = str((known.extra_data or {}).get("siret", "")) if known else ""
    if not siret:
        return None
    rows = Organisation.objects.listed()
    return rows.filter(siret=siret).first() or rows.filter(siren=siret[:9]).first()
