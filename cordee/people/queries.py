"""Reading people: who holds what, who is found, what is kept about someone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.db.models import Prefetch, Q

from cordee.people.models import Invitation, Organisation, Person, Seat, User
from cordee.people.rules import KEEPING_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import Model, QuerySet


def held_by(user: User, at: datetime) -> QuerySet[Seat]:
    """The current seats of an account."""
    return Seat.objects.held_by(user, at)


def house(at: datetime) -> QuerySet[Person]:
    """The team that runs the house at that instant, in the order of a directory."""
    seats = Seat.objects.current(at).staffing()
    return Person.objects.filter(pk__in=seats.values("person")).order_by("sort_key", "pk")


def directory(words: str, role: str, at: datetime) -> QuerySet[Person]:
    """The people who match, each with her current seats (`current_seats`), in two queries."""
    current = Seat.objects.current(at).select_related("organisation").order_by("role", "pk")
    found = Person.objects.listed().matching(words)
    if role:
        found = found.filter(pk__in=Seat.objects.current(at).with_role(role).values("person"))
    return found.select_related("user").prefetch_related(
        Prefetch("seats", queryset=current, to_attr="current_seats")
    )


def organisations(words: str, *, on: date | None = None) -> QuerySet[Organisation]:
    """The organisations that match, each with its memberships; `on` keeps the governance then."""
    found = Organisation.objects.listed().matching(words)
    return (found.governing(on) if on else found).prefetch_related("memberships")


def person_of(user: User) -> Person | None:
    """The person behind an account, once she signed in; read once for each `user`."""
    return getattr(user, "person", None) if user.is_authenticated else None


def idle(since: datetime) -> QuerySet[Person]:
    """Who was not seen since then, and keeps no place in the team, a jury or a delegation."""
    still = Q(ends=None) | Q(ends__gt=since)
    placed = Seat.objects.filter(still, role__in=KEEPING_ROLES)
    return (
        Person.objects.filter(erased=None, created__lt=since)
        .exclude(user__last_login__gte=since)
        .exclude(pk__in=placed.values("person"))
        .select_related("user")
        .order_by("pk")
    )


def language_of(email: str) -> str:
    """The language of someone who reads a letter: hers, or the house's before she chose."""
    chosen = User.objects.filter(email=email).values_list("language", flat=True).first()
    return chosen or settings.LANGUAGE_CODE


def scopes(keys: Iterable[str]) -> dict[str, Model]:
    """The objects behind some scope keys, one query a kind; lost objects are left out."""
    wanted: dict[str, list[str]] = {}
    for key in {key for key in keys if key}:
        label, _, public_id = key.partition(":")
        wanted.setdefault(label, []).append(public_id)
    found: dict[str, Model] = {}
    for label, public_ids in wanted.items():
        for row in _rows(label, public_ids):
            found[f"{label}:{row.public_id}"] = row
    return found


def _rows(label: str, public_ids: list[str]) -> Iterable[Any]:
    try:
        model = apps.get_model(label)
        valid = [UUID(public_id) for public_id in public_ids]
    except (LookupError, ValueError):
        return ()
    rows: Iterable[Any] = model._default_manager.filter(public_id__in=valid)  # noqa: SLF001 - Django's own name
    return rows


def scope_of(seat: Seat | Invitation) -> Model | None:
    """The object a seat is held on; none for the whole house."""
    return scopes([seat.scope]).get(seat.scope)


def label_scopes[Held: (Seat, Invitation)](held: Iterable[Held]) -> list[Held]:
    """Give each seat or invitation its `place`, the object it bears on (one query a kind)."""
    rows = list(held)
    found = scopes(row.scope for row in rows)
    for row in rows:
        row.place = found.get(row.scope)
    return rows


def invitation_of(digest: str) -> Invitation | None:
    """The invitation of a link, whatever became of it."""
    return Invitation.objects.select_related("sent_by").filter(token_digest=digest).first()


def sessions(user: User) -> QuerySet[UserSession]:
    """The sessions an account left open, latest first."""
    rows: QuerySet[UserSession] = UserSession.objects.filter(user=user)
    return rows.order_by("-last_seen_at", "pk")


def has_factor(user: User) -> bool:
    """Whether an account has a second proof of identity."""
    proofs = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user=user, type__in=proofs).exists())


def pending_invitations(user: User, at: datetime) -> list[Invitation]:
    """The invitations that wait for an account, each with its `place`."""
    rows = Invitation.objects.pending(at).filter(email=user.email).order_by("-sent", "pk")
    return label_scopes(rows.select_related("sent_by"))
