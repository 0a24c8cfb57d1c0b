"""Write down days of allies, and help given outside any programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from cordee.journeys.strategy.events import (
    DaysCancelled,
    DaysRecorded,
    SupportKept,
    SupportStepCancelled,
    SupportStepRecorded,
)
from cordee.journeys.strategy.models import Contribution, Support, SupportStep
from cordee.journeys.strategy.rules import giving as rules
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused, missing
from cordee.ledger.actions import record
from cordee.people.models import Person

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from cordee.journeys.models import Cohort
    from cordee.people.models import User


@transaction.atomic
def record_days(
    cohort: Cohort,
    *,
    days: Decimal,
    rate: Decimal,
    manner: str,
    on: date,
    email: str = "",
    by: User,
    at: datetime,
    **words: str,
) -> Contribution:
    """Write days of an ally: `words` are name, structure, activity, what, funder, source."""
    found = rules.day_faults(
        days=days, rate=rate, manner=manner, on=on, today=timezone.localdate(at)
    )
    texts = {name: tidy(value) for name, value in words.items()}
    if not texts.get("name") and not texts.get("structure"):
        found.append(missing("giving.who", "name", "Dites qui : une personne, une structure."))
    if found:
        raise Refused(found)
    known = Person.objects.filter(email__iexact=email, erased=None).order_by("pk")
    made = Contribution.objects.create(
        cohort=cohort, days=days, rate=rate, manner=manner, on=on, at=at, by=by,
        person=known.first() if email else None, **texts,
    )  # fmt: skip
    record(DaysRecorded(contribution=made.pk), by=by, at=at)
    return made


@transaction.atomic
def cancel_days(line: Contribution, *, by: User, at: datetime) -> None:
    """Strike a line out: it counts no more, and stays."""
    if Contribution.objects.filter(pk=line.pk, cancelled_at=None).update(cancelled_at=at):
        record(DaysCancelled(contribution=line.pk), by=by, at=at)


@transaction.atomic
def keep_support(
    support: Support | None = None,
    *,
    starts: date,
    ends: date | None = None,
    by: User,
    at: datetime,
    **told: Any,
) -> Support:
    """Open a support, or change it: `told` are the words of its form."""
    today = timezone.localdate(at)
    found = rules.support_faults(
        name=told["name"], nature=told["nature"], starts=starts, ends=ends, today=today
    )
    if found:
        raise Refused(found)
    made = support or Support(at=at, by=by)
    made.starts, made.ends = starts, ends
    for name, value in told.items():
        setattr(made, name, tidy(value) if isinstance(value, str) else value)
    made.save()
    record(SupportKept(support=made.pk), by=by, at=at)
    return made


@transaction.atomic
def record_step(
    support: Support,
    *,
    on: date,
    kind: str,
    days: Decimal,
    people: int | None,
    what: str,
    by: User,
    at: datetime,
) -> SupportStep:
    """Write one time of a support."""
    today = timezone.localdate(at)
    found = rules.step_faults(on=on, starts=support.starts, ends=support.ends, today=today)
    if not what.strip():
        found.append(missing("step.what", "what", "Dites ce qui s’est fait."))
    if found:
        raise Refused(found)
    made = SupportStep.objects.create(
        support=support, on=on, kind=kind, days=days, people=people, what=tidy(what), at=at, by=by
    )
    record(SupportStepRecorded(step=made.pk), by=by, at=at)
    return made


@transaction.atomic
def cancel_step(step: SupportStep, *, by: User, at: datetime) -> None:
    """Strike a step out: it counts no more, and stays."""
    if SupportStep.objects.filter(pk=step.pk, cancelled_at=None).update(cancelled_at=at):
        record(SupportStepCancelled(step=step.pk), by=by, at=at)
