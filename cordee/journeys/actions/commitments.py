"""What a territory shows of its pledges, and its charter (R75-R91)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.events import (
    CharterGiven,
    CharterSigned,
    Overridden,
    Shown,
)
from cordee.journeys.models import (
    Charter,
    Evidence,
    Override,
    Participation,
)
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
    if on > at.date():
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


@transaction.atomic
def give_charter(participation: Participation, *, by: User, at: datetime) -> None:
    """Hand the charter to a territory; giving it again changes nothing."""
    given = Charter.objects.filter(participation=participation, given_at=None).update(given_at=at)
    if given:
        record(CharterGiven(participation=participation.pk), by=by, at=at)


@transaction.atomic
def sign_charter(
    participation: Participation,
    *,
    signatory: str,
    capacity: str,
    signed_at: datetime,
    delegation: str = "",
    by: User,
    at: datetime,
) -> Charter:
    """Record the signed charter: who, in what capacity, by which delegation (R88, R90)."""
    charter = Charter.objects.select_for_update().get(participation=participation)
    if not signatory.strip() or not capacity.strip():
        raise Refused(
            missing("charter.signatory", "signatory", "Indiquez qui signe et en quelle qualité.")
        )
    if signed_at > at:
        raise Refused(
            broken("charter.future", "signed_at", "La signature ne peut pas être à venir.")
        )
    charter.signatory, charter.capacity = tidy(signatory), tidy(capacity)
    charter.delegation, charter.signed_at = tidy(delegation), signed_at
    charter.at, charter.by = at, by
    charter.save()
    record(CharterSigned(participation=participation.pk, digest=charter.digest), by=by, at=at)
    return charter
