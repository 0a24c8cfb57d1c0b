"""What the juries keep about someone, for herself (GDPR, articles 15 and 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.selection.models import Juror, Mark, Naming, Reading, Recusal, Remark, ReviewReply

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.people.models import Person


def juries(person: Person, at: datetime) -> list[dict[str, Any]]:
    """The juries she sits or sat on, and when she declared her interests."""
    rows = Juror.objects.filter(person=person).select_related("panel__edition")
    return [
        {
            "appel": row.panel.edition.title,
            "jury": row.panel.label,
            "depuis": row.starts.isoformat(),
            "jusqu’au": row.ends.isoformat() if row.ends else "",
            "rôle": row.get_part_display(),
            "liens d’intérêts": row.interests,
            "domaines connus": row.expertise,
            "langues lues": row.languages,
            "intérêts déclarés le": row.declared_at.isoformat() if row.declared_at else "",
        }
        for row in rows.order_by("starts", "pk")
    ]


def marks(person: Person, at: datetime) -> list[dict[str, Any]]:
    """Her own marks and comments; nobody else's."""
    rows = Mark.objects.filter(juror__person=person).select_related("deposit__application")
    return [
        {
            "dossier": str(row.deposit.application),
            "critère": row.criterion,
            "note": row.value,
            "commentaire": row.comment,
            "le": row.at.isoformat(),
        }
        for row in rows.order_by("deposit", "criterion", "pk")
    ]


def slips(person: Person, at: datetime) -> list[dict[str, Any]]:
    """Her own voting slips; nobody else's."""
    rows = Naming.objects.filter(slip__juror__person=person).select_related(
        "slip__juror__panel", "deposit__application"
    )
    return [
        {
            "jury": row.slip.juror.panel.label,
            "dossier": str(row.deposit.application),
            "voix ou points": row.points,
            "voté le": row.slip.cast_at.isoformat() if row.slip.cast_at else "",
        }
        for row in rows.order_by("pk")
    ]


def talks(person: Person, at: datetime) -> dict[str, Any]:
    """Her remarks, reports and withdrawals, in her words."""
    remarks = Remark.objects.filter(by__person=person).select_related("application")
    readings = Reading.objects.filter(juror__person=person).select_related("application")
    recusals = Recusal.objects.filter(juror__person=person).select_related("application")
    return {
        "remarques": [
            {"dossier": str(one.application), "texte": one.text, "le": one.at.isoformat()}
            for one in remarks.order_by("at", "pk")
        ],
        "rapports": [
            {"dossier": str(one.application), "texte": one.report, "assurance": one.confidence}
            for one in readings.order_by("pk")
        ],
        "réponses aux avis": [
            {"dossier": str(one.application), "texte": one.text, "le": one.at.isoformat()}
            for one in ReviewReply.objects.filter(by__person=person)
            .select_related("application")
            .order_by("at", "pk")
        ],
        "déports": [
            {"dossier": str(one.application), "raison": one.reason, "le": one.at.isoformat()}
            for one in recusals.order_by("at", "pk")
        ],
    }
