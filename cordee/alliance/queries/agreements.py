"""Conventions as pages read them: those that run, those that end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, When

from cordee.alliance.models import Agreement

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


def agreements() -> QuerySet[Agreement]:
    """Every convention, those that run first, the soonest to end first."""
    done = Case(
        When(closed_at__isnull=False, then=1), When(renewed_by__isnull=False, then=1), default=0
    )
    return Agreement.objects.select_related("renewed_by", "by").order_by(done, "ends", "pk")


def ending(today: date) -> list[Agreement]:
    """The conventions whose end is told from now on, neither renewed nor let end."""
    rows = Agreement.objects.filter(closed_at=None, renewed_by=None).order_by("ends", "pk")
    return [one for one in rows if one.alerts_on <= today]
