"""Write down what each funder brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from cordee.journeys.strategy.events import FundingCancelled, FundingRecorded
from cordee.journeys.strategy.models import Funding
from cordee.journeys.strategy.rules.funding import line_faults
from cordee.kernel.counting import tidy
from cordee.kernel.findings import Refused
from cordee.ledger.actions import record

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from cordee.journeys.models import Cohort
    from cordee.people.models import User


@transaction.atomic
def record_funding(
    cohort: Cohort,
    *,
    nature: str,
    amount: Decimal | None,
    days: Decimal | None = None,
    rate: Decimal | None = None,
    on: date,
    by: User,
    at: datetime,
    **words: Any,
) -> Funding:
    """Write a line: `words` are funder, form, what, source. Amount from days and rate if blank."""
    today = timezone.localdate(at)
    found = line_faults(
        nature=nature, amount=amount, days=days, rate=rate, on=on, today=today,
        currency=cohort.currency,
    )  # fmt: skip
    if found:
        raise Refused(found)
    worth = amount if amount is not None else (days or 0) * (rate or 0)
    texts = {name: tidy(str(value)) for name, value in words.items()}
    made = Funding.objects.create(
        cohort=cohort, nature=nature, amount=worth, days=days, rate=rate, on=on, at=at, by=by,
        **texts,
    )  # fmt: skip
    record(FundingRecorded(funding=made.pk), by=by, at=at)
    return made


@transaction.atomic
def cancel_funding(line: Funding, *, by: User, at: datetime) -> None:
    """Strike a line out: it counts no more, and stays."""
    if Funding.objects.filter(pk=line.pk, cancelled_at=None).update(cancelled_at=at):
        record(FundingCancelled(funding=line.pk), by=by, at=at)
