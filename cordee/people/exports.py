"""What is kept about someone, room by room, for herself (GDPR, article 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.module_loading import import_string

from cordee.kernel.canonical import plain
from cordee.people.models import Invitation, Person
from cordee.people.queries import label_scopes, sessions
from cordee.reactions import OWN_DATA

if TYPE_CHECKING:
    from datetime import datetime


def own_data(person: Person, at: datetime) -> dict[str, Any]:
    """Everything kept about a person, as JSON values under French keys.

    Each room adds its part by a line in `reactions.OWN_DATA`: title → function `(person, at)`.
    """
    parts = {title: import_string(path)(person, at) for title, path in OWN_DATA.items()}
    exported: dict[str, Any] = plain({"exporté le": at.isoformat(), **parts})
    return exported


def profile(person: Person, at: datetime) -> dict[str, Any]:
    """Her identity as she gave it."""
    return {
        "prénom": person.given_name,
        "nom": person.family_name,
        "pronom": person.pronoun,
        "adresse électronique": person.email,
        "téléphone": person.phone,
        "fonction": person.title,
        "connue depuis": person.created.isoformat(),
        "dernière connexion": _iso(person.user.last_login) if person.user else "",
    }


def seats(person: Person, at: datetime) -> list[dict[str, Any]]:
    """Her roles, past and present."""
    rows = label_scopes(person.seats.select_related("organisation").order_by("starts", "pk"))
    return [
        {
            "rôle": seat.get_role_display(),
            "sur": str(seat.place or ""),
            "au titre de": str(seat.organisation or ""),
            "du": seat.starts.isoformat(),
            "au": _iso(seat.ends),
            "raison de la fin": seat.ended_because,
        }
        for seat in rows
    ]


def invitations(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The invitations sent to her address."""
    rows = Invitation.objects.filter(email=person.email or "-").order_by("sent", "pk")
    return [
        {
            "rôle": row.get_role_display(),
            "envoyée le": row.sent.isoformat(),
            "acceptée le": _iso(row.accepted),
        }
        for row in rows
    ]


def access(person: Person, at: datetime) -> dict[str, Any]:
    """Her open sessions and her proofs of identity, without their secrets."""
    if person.user is None:
        return {"sessions": [], "preuves": [], "annuaires": []}
    known = SocialAccount.objects.filter(user=person.user).order_by("pk")
    proofs = Authenticator.objects.filter(user=person.user).order_by("created_at", "pk")
    return {
        "sessions": [
            {
                "depuis": row.created_at.isoformat(),
                "adresse IP": row.ip,
                "navigateur": row.user_agent,
            }
            for row in sessions(person.user)
        ],
        "preuves": [
            {"nature": str(row.get_type_display()), "ajoutée le": row.created_at.isoformat()}
            for row in proofs
        ],
        "annuaires": [
            {
                "nom": row.provider,
                "identifiant": row.uid,
                "lié le": row.date_joined.isoformat(),
                "SIRET": (row.extra_data or {}).get("siret", ""),
            }
            for row in known
        ],
    }


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
