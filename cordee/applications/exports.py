"""What applications keep about someone, for herself (GDPR, articles 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.applications.models import (
    Answer,
    Approval,
    Arrival,
    Comment,
    Exchange,
    Guest,
    Member,
    Reference,
)

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person


def teams(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The teams she is or was in, with what they say of her."""
    rows = Member.objects.filter(person=person).select_related("application__edition")
    return [
        {
            "appel": row.application.edition.title,
            "structure": row.application.body_name,
            "nom donné": str(row),
            "adresse": row.email,
            "téléphone": row.phone,
            "qualité": row.capacity,
            "rôle": row.role,
            "entrée": row.joined_at.isoformat(),
            "sortie": row.left_at.isoformat() if row.left_at else "",
        }
        for row in rows.order_by("joined_at", "pk")
    ]


def answers(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The answers whose text in force is hers."""
    if person.user_id is None:
        return []
    rows = Answer.objects.filter(by=person.user_id).select_related("application__edition")
    return [
        {
            "appel": row.application.edition.title,
            "question": row.question,
            "réponse": row.value,
            "écrite le": row.at.isoformat(),
        }
        for row in rows.order_by("application", "question")
    ]


def comments(person: Person, at: datetime) -> list[dict[str, Any]]:
    """What she wrote to the other members."""
    if person.user_id is None:
        return []
    rows = Comment.objects.filter(by=person.user_id).select_related("application__edition")
    return [
        {
            "appel": row.application.edition.title,
            "question": row.question,
            "commentaire": row.text,
            "écrit le": row.at.isoformat(),
        }
        for row in rows.order_by("application", "at", "pk")
    ]


def approvals(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The agreements she was asked for and what she answered."""
    rows = Approval.objects.filter(member__person=person).select_related("application__edition")
    return [
        {
            "appel": row.application.edition.title,
            "demandé le": row.asked_at.isoformat(),
            "réponse": str(row.get_answer_display()),
            "nom": row.name,
            "qualité": row.capacity,
            "délégation": row.delegation,
            "retirée le": row.withdrawn_at.isoformat() if row.withdrawn_at else "",
            "raison du retrait": row.withdrawn_because,
        }
        for row in rows.order_by("application", "asked_at", "pk")
    ]


def references(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The letters she was asked for at her address, and what she wrote."""
    if not person.email:
        return []
    rows = Reference.objects.filter(email__iexact=person.email).select_related(
        "application__edition"
    )
    return [
        {
            "appel": row.application.edition.title,
            "demandée le": row.asked_at.isoformat(),
            "réponse": str(row.get_answer_display()),
            "signée": row.signed,
            "lettre": row.text,
        }
        for row in rows.order_by("application", "asked_at", "pk")
    ]


def arrivals(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The mails and documents that came from her address."""
    if not person.email:
        return []
    rows = Arrival.objects.filter(sender__iexact=person.email).prefetch_related("files")
    return [
        {
            "reçu le": row.ended_at.isoformat(),
            "porte": str(row.get_origin_display()),
            "objet": row.subject,
            "message": row.text,
            "fichiers": [one.name for one in row.files.all()],
        }
        for row in rows.order_by("ended_at", "pk")
    ]


def exchanges(person: Person, at: datetime) -> list[dict[str, Any]]:
    """What she wrote to the other side about files."""
    if person.user_id is None:
        return []
    rows = Exchange.objects.filter(by=person.user_id).select_related("application__edition")
    return [
        {
            "appel": row.application.edition.title,
            "dossier": str(row.application),
            "message": row.text,
            "le": row.at.isoformat(),
        }
        for row in rows.order_by("pk")
    ]


def guests(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The lists of calls that name her."""
    if not person.email:
        return []
    rows = Guest.objects.filter(email__iexact=person.email).select_related("edition")
    return [
        {
            "appel": row.edition.title,
            "nom": row.name,
            "désignée par": row.nominated_by,
            "inscrite le": row.at.isoformat(),
        }
        for row in rows.order_by("pk")
    ]
