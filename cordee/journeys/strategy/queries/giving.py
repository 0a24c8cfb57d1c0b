"""Days of allies, per person and per activity; help given outside any programme."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, DecimalField, F, Q, Sum
from django.db.models.functions import Coalesce

from cordee.journeys.strategy.models import Contribution, Support, SupportStep

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort

ZERO = Decimal(0)
WORTH = F("days") * F("rate")
_MONEY = DecimalField(max_digits=16, decimal_places=4)


def lines(cohort: Cohort) -> QuerySet[Contribution]:
    """The lines that count, the latest first."""
    return Contribution.objects.filter(cohort=cohort, cancelled_at=None).order_by("-on", "-pk")


def counted(first: date, last: date) -> QuerySet[Contribution]:
    """The lines of a period that count, the first first."""
    rows = Contribution.objects.filter(on__range=(first, last), cancelled_at=None)
    return rows.order_by("on", "pk")


@dataclass(frozen=True, slots=True)
class Share:
    """What one ally, or one activity, amounts to: days and euros, paid apart from given."""

    label: str
    paid_days: Decimal
    paid: Decimal
    given_days: Decimal
    given: Decimal


def per_ally(cohort: Cohort) -> list[Share]:
    """One line an ally: the person and her structure, or the structure alone."""
    found: dict[str, list[Contribution]] = {}
    for one in lines(cohort).order_by("structure", "name", "pk"):
        found.setdefault(one.who, []).append(one)
    return [_share(label, rows) for label, rows in found.items()]


def per_activity(cohort: Cohort) -> list[Share]:
    """One line an activity, in the order of the form."""
    found: dict[str, list[Contribution]] = {}
    for one in lines(cohort):
        found.setdefault(one.activity, []).append(one)
    named = Contribution.Activity.choices
    return [_share(str(label), found[key]) for key, label in named if key in found]


def _share(label: str, rows: list[Contribution]) -> Share:
    paid = [one for one in rows if one.manner == Contribution.Manner.PAID]
    given = [one for one in rows if one.manner != Contribution.Manner.PAID]
    return Share(label, _days(paid), _worth(paid), _days(given), _worth(given))


def _days(rows: list[Contribution]) -> Decimal:
    return sum((one.days for one in rows), ZERO)


def _worth(rows: list[Contribution]) -> Decimal:
    return sum((one.days * one.rate for one in rows), ZERO)


def totals(cohort: Cohort) -> Share:
    """Everything together."""
    return _share("", list(lines(cohort)))


def paid_by_ally(first: date, last: date) -> list[tuple[str, Decimal]]:
    """What each ally was paid in a period, for the accounts."""
    found: dict[str, Decimal] = {}
    for one in counted(first, last).filter(manner=Contribution.Manner.PAID):
        key = one.structure or one.name
        found[key] = found.get(key, ZERO) + one.days * one.rate
    return sorted(found.items())


def supports() -> QuerySet[Support]:
    """Every support with its steps counted: how many, how many days, when the last was."""
    standing = Q(steps__cancelled_at=None)
    return Support.objects.annotate(
        times=Count("steps", filter=standing),
        given=Coalesce(Sum("steps__days", filter=standing), ZERO, output_field=_MONEY),
    ).order_by(F("ends").asc(nulls_first=True), "-starts", "-pk")


def steps(support: Support) -> QuerySet[SupportStep]:
    """The times of a support, the latest first."""
    return support.steps.filter(cancelled_at=None).order_by("-on", "-pk")


@dataclass(frozen=True, slots=True)
class Given:
    """A support, with its times and days within a period."""

    support: Support
    times: int
    days: Decimal


def supported(first: date, last: date) -> list[Given]:
    """The supports that ran at some time of a period, with their days within it."""
    within = Q(steps__cancelled_at=None, steps__on__range=(first, last))
    rows = Support.objects.filter(starts__lte=last).exclude(ends__lt=first)
    found = rows.annotate(
        times=Count("steps", filter=within),
        given=Coalesce(Sum("steps__days", filter=within), ZERO, output_field=_MONEY),
    ).order_by("name", "pk")
    return [Given(one, one.times, one.given) for one in found]
