"""What the strategy keeps about someone, for herself (GDPR, articles 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cordee.journeys.strategy.models import Contribution, Guest, Remark, Sheet, Visit, Voice
from cordee.journeys.strategy.speaking import voice_link

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person


def remarks(person: Person, at: datetime) -> list[dict[str, Any]]:
    """What she said of the strategies of others, and what was made of it."""
    rows = Remark.objects.filter(author=person, withdrawn_at=None)
    return [
        {
            "stratégie": row.strategy.participation.name,
            "partie": row.chapter,
            "remarque": row.text,
            "le": row.at.isoformat(),
            "réponse": row.answer,
        }
        for row in rows.select_related("strategy__participation").order_by("at", "pk")
    ]


def visits(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The territories she visited for a diagnosis, in the pair or from the team."""
    rows = Visit.objects.filter(Q(visitors=person) | Q(host=person)).distinct()
    return [
        {
            "territoire": row.participation.name,
            "jour": row.day.isoformat() if row.day else "",
            "grille remise le": row.closed_at.isoformat() if row.closed_at else "",
        }
        for row in rows.select_related(
            "participation", "meeting__cohort__edition__current"
        ).order_by("pk")
    ]


def words(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The words she gave, how far, and how to take them back."""
    mine = Q(person=person) | (Q(email__iexact=person.email) if person.email else Q(pk__in=()))
    rows = Voice.objects.filter(mine).select_related("verbatim__cohort")
    return [
        {
            "cohorte": row.verbatim.cohort.label,
            "texte": row.verbatim.text,
            "accord": row.given_at.isoformat() if row.given_at else "",
            "jusqu’où": row.scope,
            "retiré le": row.withdrawn_at.isoformat() if row.withdrawn_at else "",
            "pour le retirer": voice_link(row),
        }
        for row in rows.order_by("pk")
    ]


def sheets(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The experience she told."""
    rows = Sheet.objects.filter(author=person, withdrawn_at=None)
    return [{"titre": row.title, "le": row.at.isoformat()} for row in rows.order_by("at", "pk")]


def accesses(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The cohorts she looks on, or looked on."""
    rows = Guest.objects.filter(seat__person=person).select_related("cohort", "seat")
    return [
        {
            "cohorte": row.cohort.label,
            "à quel titre": str(row.get_kind_display()),
            "objet": row.purpose,
            "jusqu’au": row.seat.ends.isoformat() if row.seat.ends else "",
        }
        for row in rows.order_by("pk")
    ]


def days(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The days she gave or was paid for."""
    rows = Contribution.objects.filter(person=person, cancelled_at=None).select_related("cohort")
    return [
        {
            "cohorte": row.cohort.label,
            "le": row.on.isoformat(),
            "activité": str(row.get_activity_display()),
            "objet": row.what,
            "jours": str(row.days),
            "valeur d’un jour": str(row.rate),
            "manière": str(row.get_manner_display()),
        }
        for row in rows.order_by("on", "pk")
    ]
