"""Decisions on money and objections, as pages and papers read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, F, Value

from cordee.alliance.models import MoneyDecision, Objection, Position
from cordee.alliance.rules import Said

if TYPE_CHECKING:
    from typing import Any

    from django.db.models import QuerySet


def decisions() -> QuerySet[MoneyDecision]:
    """Decisions with their organ, the latest first."""
    return MoneyDecision.objects.select_related("organ").order_by("-on", "-pk")


def objections() -> QuerySet[Objection]:
    """Objections with their decision and their author."""
    return Objection.objects.select_related("decision", "author")


def stands(decision: MoneyDecision) -> dict[int, Said]:
    """Where each member stood, by person."""
    rows = decision.positions.order_by("pk")
    return {one.person_id: Said(one.said, one.reason) for one in rows}


def took_part() -> QuerySet[Position, Any]:
    """Whoever took part in a decision of an organ: she engaged in the alliance that day."""
    rows = Position.objects.filter(decision__struck_at=None)
    nobody = Value(None, BigIntegerField())
    return rows.annotate(body_=nobody, day_=F("decision__on")).values_list(
        "person_id", "body_", "day_"
    )
