"""Open a door to one candidate: a late code, an invitation, a name on a list of the call."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from cordee.applications.events import (
    CodeGiven,
    CodeUsed,
    CodeWithdrawn,
    GuestNamed,
    GuestTakenBack,
)
from cordee.applications.models import Application, Guest, LateCode
from cordee.applications.rules.known import own
from cordee.applications.rules.nominating import Naming, naming_findings
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, Refused, broken, missing
from cordee.ledger.actions import record
from cordee.programme.schema.who import ListedIn

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.calls.models import Edition
    from cordee.people.models import User
    from cordee.territories.models import Territory

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and figures nobody takes for one another on paper."""
LENGTH = 10


@transaction.atomic
def give_code(
    edition: Edition, *, for_whom: str, reason: str, expires_at: datetime, by: User, at: datetime
) -> tuple[LateCode, str]:
    """Make a late code, told once: only its digest is kept.

    Raises `Refused` without reason, without name, already expired, or when the call takes none.
    """
    found = []
    if not any(window.late == "code" for window in edition.definition.windows):
        found.append(
            broken("code.none", "code", _("Les règles de cet appel ne prévoient pas de code."))
        )
    if not tidy(reason):
        found.append(missing("code.reason", "reason", _("Dites pourquoi ce retard est admis.")))
    if not tidy(for_whom):
        found.append(missing("code.for_whom", "for_whom", _("Dites à qui ce code est remis.")))
    if expires_at <= at:
        found.append(broken("code.expiry", "expires_at", _("Cette date est déjà passée.")))
    if found:
        raise Refused(found)
    word = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    made = LateCode.objects.create(
        edition=edition,
        digest=digest_of(word),
        for_whom=tidy(for_whom)[:200],
        reason=tidy(reason),
        expires_at=expires_at,
        at=at,
        by=by,
    )
    record(CodeGiven(edition=edition.pk, code=made.pk), by=by, at=at)
    return made, f"{word[:5]}-{word[5:]}"


def digest_of(word: str) -> str:
    """The digest of a code however it was typed: case, spaces and dashes do not count."""
    plain = "".join(char for char in word.upper() if char.isalnum())
    return sha256(plain.encode()).hexdigest()


@transaction.atomic
def take_back_code(code: LateCode, *, by: User, at: datetime) -> None:
    """Take back a code nobody used."""
    rows = LateCode.objects.filter(pk=code.pk, used_at=None, withdrawn_at=None)
    if not rows.update(withdrawn_at=at):
        raise Refused(broken("code.used", "code", _("Ce code a déjà servi, ou n’a plus cours.")))
    record(CodeWithdrawn(edition=code.edition_id, code=code.pk), by=by, at=at)


def held_code(edition: Edition, typed: str, at: datetime) -> LateCode:
    """The code that was typed, locked, if it may open a door now; raises `Refused` otherwise."""
    rows = LateCode.objects.select_for_update().filter(
        edition=edition, digest=digest_of(typed), application=None, withdrawn_at=None
    )
    found = rows.filter(expires_at__gt=at).first()
    if found is None:
        raise Refused(_unknown())
    return found


def _unknown() -> Finding:
    return broken(
        "code.unknown",
        "code",
        _(
            "Ce code n’ouvre pas ce dépôt : il est mal recopié, périmé, ou a déjà servi. "
            "Vérifiez-le, ou écrivez au contact de l’appel."
        ),
    )


@transaction.atomic
def use_code(application: Application, typed: str, *, by: User, at: datetime) -> LateCode:
    """Open the door of this file with a code: until it expires, and for one deposit."""
    code = held_code(application.edition, typed, at)
    bind(code, application, by=by, at=at)
    return code


def bind(code: LateCode, application: Application, *, by: User, at: datetime) -> None:
    """Tie a code to its file: it will open no other."""
    code.application = application
    code.save(update_fields=("application",))
    record(CodeUsed(application=application.pk, code=code.pk), by=by, at=at)


def spend(application: Application, *, at: datetime) -> None:
    """A deposit was made late: the code that let it in is spent."""
    application.late_codes.filter(used_at=None, withdrawn_at=None).update(used_at=at)


@transaction.atomic
def name_guest(
    edition: Edition,
    *,
    onto: str,
    name: str,
    email: str = "",
    territory: Territory | None = None,
    nominated_by: str = "",
    sort: str = "",
    reason: str = "",
    by: User,
    at: datetime,
) -> Guest:
    """Put a body or a person on a list of the call: `step:KEY`, or a list a condition names.

    Raises `Refused` when nothing tells who it is, or when this nominator may not name it.
    """
    naming = Naming(tidy(nominated_by), sort, tidy(name) or str(territory or ""))
    unknown = _nobody(tidy(name), tidy(email)) if territory is None else []
    if found := [*unknown, *_naming(edition, onto, naming)]:
        raise Refused(found)
    made = Guest.objects.create(
        edition=edition,
        list=onto,
        name=naming.name,
        email=tidy(email),
        territory=territory,
        nominated_by=naming.by,
        sort=sort,
        reason=tidy(reason),
        at=at,
        by=by,
    )
    record(GuestNamed(edition=edition.pk, guest=made.pk), by=by, at=at)
    return made


def _nobody(name: str, email: str) -> list[Finding]:
    """What is missing to tell who a guest without territory is, and to reach it."""
    found = []
    if not name:
        found.append(missing("guest.name", "name", _("Indiquez la structure ou la personne.")))
    if not email:
        said = _("Choisissez une collectivité de la liste, ou donnez une adresse électronique.")
        found.append(missing("guest.email", "email", said))
    return found


def _naming(edition: Edition, onto: str, naming: Naming) -> list[Finding]:
    """Why this nominator does not name this candidate."""
    rules = [one for one in own(edition.definition) if isinstance(one, ListedIn)
             and (one.list == onto or (one.list is None and not one.codes))]  # fmt: skip
    rows = Guest.objects.standing().filter(edition=edition, list=onto).order_by("pk")
    named = [Naming(*row) for row in rows.values_list("nominated_by", "sort", "name")]
    return naming_findings(rules, naming, named)


@transaction.atomic
def take_back_guest(guest: Guest, *, by: User, at: datetime) -> None:
    """Take someone off a list; a file already begun stays."""
    if Guest.objects.standing().filter(pk=guest.pk).update(withdrawn_at=at):
        record(GuestTakenBack(edition=guest.edition_id, guest=guest.pk), by=by, at=at)
