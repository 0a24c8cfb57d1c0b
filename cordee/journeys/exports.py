"""What the year keeps about someone, for herself (GDPR, articles 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cordee.journeys.models import (
    Acceptance,
    Availability,
    Charter,
    Delegate,
    Demand,
    Evidence,
    HeldMark,
    Presence,
    WorkingMember,
)

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person


def delegations(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The delegations she is or was in."""
    rows = Delegate.objects.filter(person=person).select_related("participation__cohort")
    return [
        {
            "cohorte": row.participation.cohort.label,
            "territoire": row.participation.name,
            "rôle": row.role,
            "depuis": row.starts.isoformat(),
            "jusqu’au": row.ends.isoformat() if row.ends else "",
        }
        for row in rows.order_by("starts", "pk")
    ]


def presences(person: Person, at: datetime) -> list[dict[str, Any]]:
    """Her presences, half-day by half-day."""
    rows = Presence.objects.filter(delegate__person=person).select_related("meeting")
    held = HeldMark.objects.filter(delegate__person=person, kept=False).select_related("meeting")
    return [
        *(
            _marked(row, str(row.get_status_display()))
            for row in rows.order_by("day", "half", "pk")
        ),
        *(
            _marked(row, f"{row.get_status_display()} (arrivé après la clôture, non inscrit)")
            for row in held.order_by("day", "half", "pk")
        ),
    ]


def _marked(row: Presence | HeldMark, state: str) -> dict[str, Any]:
    return {
        "rencontre": row.meeting.label,
        "jour": row.day.isoformat(),
        "demi-journée": row.get_half_display(),
        "état": state,
    }


def proofs(person: Person, at: datetime) -> list[dict[str, Any]]:
    """What she showed for the pledges of her territory, and what shows what she did."""
    hers = Q(people__person=person)
    if person.user_id is not None:
        hers |= Q(by=person.user_id)
    rows = Evidence.objects.filter(hers).select_related("participation").distinct()
    return [
        {
            "territoire": row.participation.name,
            "engagement": row.pledge,
            "date": row.on.isoformat(),
            "texte": row.text,
            "lien": row.link,
        }
        for row in rows.order_by("at", "pk")
    ]


def demands(person: Person, at: datetime) -> list[dict[str, Any]]:
    """What she asked for her delegation, and what was asked about her."""
    rows = Demand.objects.filter(
        Q(by__person=person) | Q(delegate__person=person) | Q(email__iexact=person.email or "-")
    )
    return [
        {
            "territoire": row.participation.name,
            "demande": row.get_kind_display(),
            "raison": row.reason,
            "état": row.get_state_display(),
            "le": row.at.isoformat(),
        }
        for row in rows.select_related("participation").order_by("at", "pk")
    ]


def accords(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The rules of conduct she accepted, as she read them."""
    rows = Acceptance.objects.filter(delegate__person=person).select_related(
        "delegate__participation"
    )
    return [
        {
            "territoire": row.delegate.participation.name,
            "règle": row.pledge,
            "texte": row.statements,
            "le": row.at.isoformat(),
        }
        for row in rows.order_by("at", "pk")
    ]


def availabilities(person: Person, at: datetime) -> list[dict[str, Any]]:
    """What she said of the dates of polls."""
    rows = Availability.objects.filter(delegate__person=person).select_related("option__meeting")
    return [
        {
            "rencontre": row.option.meeting.label,
            "date proposée": row.option.starts.isoformat(),
            "réponse": row.get_told_display(),
            "le": row.at.isoformat(),
        }
        for row in rows.order_by("option__starts", "pk")
    ]


def signatures(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The charters sent to her address, and what she signed there."""
    if not person.email:
        return []
    rows = Charter.objects.filter(proof__address__iexact=person.email)
    return [
        {
            "territoire": row.participation.name,
            "signataire": row.signatory,
            "qualité": row.capacity,
            "signée le": row.signed_at.isoformat() if row.signed_at else "",
        }
        for row in rows.select_related("participation").order_by("pk")
    ]


def working_groups(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The working groups she is or was in."""
    rows = WorkingMember.objects.filter(person=person).select_related("group")
    return [
        {
            "question": row.group.question,
            "anime": row.leads,
            "depuis": row.at.isoformat(),
            "jusqu’au": row.left_at.isoformat() if row.left_at else "",
        }
        for row in rows.order_by("at", "pk")
    ]
