"""What a territory shows of its pledges, and what the team settles by hand (R75-R91)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.events import (
    Overridden,
    Shown,
)
from cordee.journeys.models import (
    Evidence,
    Override,
    Participation,
)
from cordee.journeys.queries import wall_clock
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, Verdict, broken, missing
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from cordee.people.models import User


@transaction.atomic
def show(
    participation: Participation,
    pledge: str,
    *,
    kind: str,
    on: date,
    by: User,
    at: datetime,
    **details: Any,
) -> Evidence:
    """Show evidence of a pledge; `details` are body, text, link, file."""
    known = {one.key: one for one in participation.cohort.edition.definition.year.pledges}
    if pledge not in known:
        raise Refused(broken("pledge.unknown", "pledge", "Cet engagement n’existe pas."))
    if on > wall_clock(participation.cohort, at).date():
        raise Refused(broken("evidence.future", "on", "Une preuve porte sur un fait passé."))
    if not any(str(value or "").strip() for value in details.values()):
        raise Refused(
            missing("evidence.empty", "text", "Donnez un lien, un fichier ou une phrase.")
        )
    evidence = Evidence.objects.create(
        participation=participation, pledge=pledge, kind=kind, on=on, at=at, by=by, **details
    )
    record(Shown(participation=participation.pk, pledge=pledge), by=by, at=at)
    return evidence


@transaction.atomic
def settle(
    participation: Participation,
    pledge: str,
    verdict: Verdict,
    *,
    reason: str,
    by: User,
    at: datetime,
) -> Override:
    """Settle a pledge by hand; the reason is read by the territory."""
    if not reason.strip():
        raise Refused(
            missing("override.reason", "reason", "Dites la raison : le territoire la lira.")
        )
    override = Override.objects.create(
        participation=participation,
        pledge=pledge,
        verdict=verdict,
        reason=tidy(reason),
        at=at,
        by=by,
    )
    record(Overridden(participation=participation.pk, pledge=pledge, verdict=verdict), by=by, at=at)
    return override
