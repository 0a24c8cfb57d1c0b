"""What a territory shows of its pledges, and what the team settles by hand (R75-R91)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.journeys.events import (
    EvidenceTakenBack,
    Overridden,
    Shown,
)
from cordee.journeys.models import (
    EVIDENCE,
    Evidence,
    Override,
    Participation,
)
from cordee.journeys.queries import wall_clock
from cordee.journeys.queries.concerned import pledges_asked
from cordee.journeys.rules.lasting import kind_faults
from cordee.journeys.rules.proofs import by_each, taken_back_here
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Finding, Refused, Verdict, broken, missing
from cordee.ledger.actions import record
from cordee.programme.schema.pledges import WorkTime

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from decimal import Decimal

    from cordee.journeys.models import Delegate
    from cordee.people.models import User
    from cordee.programme.schema.pledges import AnyPledge

TWICE = timedelta(minutes=2)
"""The same piece sent again so soon is a second press of the button, not a second piece."""


@transaction.atomic
def show(
    participation: Participation,
    pledge: str,
    *,
    kind: str,
    on: date,
    by: User,
    at: datetime,
    people: Iterable[Delegate] = (),
    **details: Any,
) -> Evidence:
    """Show evidence of a pledge; `details` are body, text, link, file.

    The same, sent twice within minutes, is kept once: a pledge may count its pieces. `people` did
    it, of a pledge that each keeps; nobody named, the whole delegation did.
    """
    known = {one.key: one for one in pledges_asked(participation)}
    if pledge not in known:
        raise Refused(broken("pledge.unknown", "pledge", "Cet engagement n’existe pas."))
    _check_time(participation, known[pledge], on, at)
    if found := [*kind_faults(known[pledge], kind, EVIDENCE),
                 *_time_faults(known[pledge], details.get("quantity"))]:  # fmt: skip
        raise Refused(found)
    if not any(str(value or "").strip() for value in details.values()):
        raise Refused(
            missing("evidence.empty", "text", "Donnez un lien, un fichier ou une phrase.")
        )
    named = _of_the_delegation(participation, people) if by_each(known[pledge]) else []
    same = {"pledge": pledge, "kind": kind, "on": on, "by": by, **details}
    Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    just = participation.evidence.filter(**same, withdrawn_at=None, at__gt=at - TWICE, at__lte=at)
    for one in just.order_by("-pk"):
        if set(one.people.values_list("pk", flat=True)) == {who.pk for who in named}:
            return one
    evidence = Evidence.objects.create(participation=participation, at=at, **same)
    evidence.people.set(named)
    record(Shown(participation=participation.pk, pledge=pledge), by=by, at=at)
    return evidence


def _check_time(participation: Participation, pledge: AnyPledge, on: date, at: datetime) -> None:
    """Raise `Refused` once the year is over, unless the pledge lasts, and for a day to come."""
    if participation.cohort.is_over(at) and pledge.lasts is None:
        sentence = "L’année est finie : seul ce qui engage au-delà se montre encore."
        raise Refused(broken("evidence.over", "pledge", sentence))
    if on > wall_clock(participation.cohort, at).date():
        raise Refused(broken("evidence.future", "on", "Une preuve porte sur un fait passé."))


@transaction.atomic
def take_evidence_back(evidence: Evidence, *, by: User, at: datetime) -> None:
    """Take a wrong piece back; its trace stays. A second time changes nothing.

    Raises `Refused` for what stands for a deliverable: that is taken back where it was handed in.
    """
    held = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    pledges = evidence.participation.cohort.edition.definition.year.pledges
    if any(one.key == held.pledge and not taken_back_here(one) for one in pledges):
        sentence = "Cette preuve vient d’un livrable : reprenez-le là où il a été rendu."
        raise Refused(broken("evidence.deliverable", "evidence", sentence))
    if held.withdrawn_at is None:
        Evidence.objects.filter(pk=held.pk).update(withdrawn_at=at)
        told = EvidenceTakenBack(participation=held.participation_id, pledge=held.pledge)
        record(told, by=by, at=at)


def _of_the_delegation(participation: Participation, people: Iterable[Delegate]) -> list[Delegate]:
    named = list(people)
    if any(one.participation_id != participation.pk for one in named):
        sentence = "Cette personne n’est pas de la délégation : choisissez dans la liste."
        raise Refused(broken("evidence.foreign", "people", sentence))
    return named


def _time_faults(pledge: AnyPledge, quantity: Decimal | None) -> list[Finding]:
    """Working time is told in figures, and only for a pledge that counts some."""
    counted = isinstance(pledge, WorkTime) and (pledge.days or pledge.hours)
    if counted and not (quantity and quantity > 0):
        return [
            missing(
                "evidence.time", "quantity", "Dites combien de temps : cet engagement se compte."
            )
        ]
    if quantity and not counted:
        return [
            broken(
                "evidence.no_time",
                "quantity",
                "Cet engagement ne compte pas de temps : laissez cette case vide.",
            )
        ]
    return []


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
    """Settle a pledge by hand; the reason is read by the territory. The same twice is kept once."""
    if not reason.strip():
        raise Refused(
            missing("override.reason", "reason", "Dites la raison : le territoire la lira.")
        )
    Participation.objects.select_for_update(of=("self",)).get(pk=participation.pk)
    last = Override.objects.filter(participation=participation, pledge=pledge).first()
    if last and (last.verdict, last.reason, last.by_id) == (verdict, tidy(reason), by.pk):
        return last
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
