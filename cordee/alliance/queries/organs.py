"""Organs as pages and rules read them: who sits, which meet late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q, Sum

from cordee.alliance import rules
from cordee.alliance.models import Mandate, Organ
from cordee.alliance.rules import Remit
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


def mandates(organ: Organ) -> QuerySet[Mandate]:
    """Everybody who sits or sat in an organ, who still does first."""
    return organ.mandates.select_related("person").order_by("ends", "person__sort_key", "pk")


def sitting(organ: Organ, on: date) -> list[Mandate]:
    """Whose mandate runs that day."""
    running = Q(ends=None) | Q(ends__gte=on)
    return list(mandates(organ).filter(running, starts__lte=on))


def seats_of(account: int, on: date) -> QuerySet[Mandate]:
    """The mandates of an account that run that day."""
    running = Q(ends=None) | Q(ends__gte=on)
    return Mandate.objects.filter(running, starts__lte=on, person__user=account).order_by("pk")


def able(amount: Decimal, but: Organ) -> list[str]:
    """The other organs that may decide such a sum."""
    wide = Organ.objects.filter(Q(ceiling=None) | Q(ceiling__gte=amount)).exclude(pk=but.pk)
    return list(wide.values_list("label", flat=True).order_by("label"))


def remit(organ: Organ) -> Remit:
    """An organ as the rules read it."""
    return Remit(organ.label, organ.ceiling, organ.quorum)
