"""Organs and their decisions, as pages and papers read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, Count, Max, Q, Sum, When

from cordee.alliance import rules
from cordee.alliance.models import Agreement, Mandate, MoneyDecision, Objection, Organ
from cordee.alliance.rules import Remit, Said
from cordee.kernel.moments import shifted

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

HELD = Q(decisions__adopted=True, decisions__struck_at=None)


def organs() -> QuerySet[Organ]:
    """Organs, with how many decisions hold and what they add up to."""
    return Organ.objects.annotate(
        held=Count("decisions", filter=HELD), total=Sum("decisions__amount", filter=HELD)
    ).order_by("label", "pk")


def late(today: date) -> list[tuple[Organ, date]]:
    """Organs that must meet within a month, or should have, with the day (R116, R199)."""
    rows = Organ.objects.exclude(meets_every=None).annotate(last=Max("meetings__on"))
    found = [(one, rules.next_meeting(one.at.date(), one.last, one.meets_every))
             for one in rows.order_by("pk")]  # fmt: skip
    soon = shifted(today, 1)
    return [(one, due) for one, due in found if due is not None and due <= soon]


def decisions() -> QuerySet[MoneyDecision]:
    """Decisions with their organ, the latest first."""
    return MoneyDecision.objects.select_related("organ").order_by("-on", "-pk")


def objections() -> QuerySet[Objection]:
    """Objections with their decision and their author."""
    return Objection.objects.select_related("decision", "author")


def mandates(organ: Organ) -> QuerySet[Mandate]:
    """Everybody who sits or sat in an organ, who still does first."""
    return organ.mandates.select_related("person").order_by("ends", "person__sort_key", "pk")


def sitting(organ: Organ, on: date) -> list[Mandate]:
    """Whose mandate runs that day."""
    running = Q(ends=None) | Q(ends__gte=on)
    return list(mandates(organ).filter(running, starts__lte=on))


def able(amount: Decimal, but: Organ) -> list[str]:
    """The other organs that may decide such a sum."""
    wide = Organ.objects.filter(Q(ceiling=None) | Q(ceiling__gte=amount)).exclude(pk=but.pk)
    return list(wide.values_list("label", flat=True).order_by("label"))


def remit(organ: Organ) -> Remit:
    """An organ as the rules read it."""
    return Remit(organ.label, organ.ceiling, organ.quorum)


def stands(decision: MoneyDecision) -> dict[int, Said]:
    """Where each member stood, by person."""
    rows = decision.positions.order_by("pk")
    return {one.person_id: Said(one.said, one.reason) for one in rows}


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
