"""Permanences, sessions and meetings as pages and figures read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.alliance.allies.models import (
    Came,
    DropIn,
    Gathering,
    Headcount,
)
from cordee.alliance.allies.rules import recurring
from cordee.alliance.allies.rules.counts import Line, gathered
from cordee.alliance.allies.rules.recurring import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet


def rule_of(one: DropIn) -> Rule:
    """A permanence as the rules read it."""
    return Rule(int(one.rank), int(one.weekday), one.since, one.until)


def drop_ins() -> QuerySet[DropIn]:
    """Every permanence."""
    return DropIn.objects.order_by("label", "pk")


@dataclass(frozen=True, slots=True)
class Next:
    """A permanence to come."""

    rule: DropIn
    on: date

    @property
    def where(self) -> str:
        """Its link, else its place."""
        return self.rule.link or self.rule.place


def coming(at: datetime, count: int = 6) -> list[Next]:
    """The next permanences, those called off left out."""
    today = timezone.localdate(at)
    off = set(
        Gathering.objects.filter(on__gte=today).exclude(missed_because="").order_by()
        .values_list("drop_in_id", "on")
    )  # fmt: skip
    found = [
        Next(rule, day)
        for rule in drop_ins()
        for day in recurring.following(rule_of(rule), today, count)
        if (rule.pk, day) not in off
    ]
    return sorted(found, key=lambda one: (one.on, one.rule.starts, one.rule.pk))[:count]


def next_permanence(at: datetime) -> Next | None:
    """The next one, if any."""
    return next(iter(coming(at, 3)), None)


def gatherings() -> QuerySet[Gathering]:
    """Every gathering with what it belongs to and how many came, the latest first."""
    heads = Headcount.objects.filter(gathering=OuterRef("pk")).order_by().values("gathering")
    unnamed = heads.annotate(all=Sum("on_site") + Sum("remote")).values("all")
    return (
        Gathering.objects.select_related("drop_in", "community")
        .annotate(
            named=Count("came", distinct=True),
            told=Count("talks", distinct=True),
            unnamed=Coalesce(Subquery(unnamed, output_field=IntegerField()), 0),
        )
        .order_by("-on", "-pk")
    )


def meetings() -> QuerySet[Gathering]:
    """The meetings of the alliance (R280)."""
    return gatherings().filter(drop_in=None, community=None)


@dataclass(frozen=True, slots=True)
class Day:
    """What became of a day of a permanence; its row once something was told of it."""

    rule: DropIn
    on: date
    fate: str
    row: Gathering | None

    @property
    def people(self) -> int:
        """How many came."""
        return self.row.named + self.row.unnamed if self.row else 0  # type: ignore[attr-defined] # annotated


def year_of(first: date, last: date, today: date) -> list[Day]:
    """Each day of each permanence between two days: held, missed and why, untold, to come."""
    rows = gatherings().exclude(drop_in=None).filter(on__range=(first, last))
    told = {(one.drop_in_id, one.on): one for one in rows}
    return [
        Day(rule, on, fate, told.get((rule.pk, on)))
        for rule in drop_ins()
        for on, fate in recurring.fates(
            recurring.days(rule_of(rule), first, last),
            {day: one.missed_because for (key, day), one in told.items() if key == rule.pk},
            today,
        )
    ]


def lines(gathering: Gathering) -> list[Line]:
    """Who came by kind, those named and those only counted together."""
    return lines_of([gathering])


def lines_of(rows: Sequence[Gathering]) -> list[Line]:
    """The same, of several gatherings at once."""
    other = _("autres")
    named = Came.objects.filter(gathering__in=rows).order_by("kind__rank", "pk")
    counted = Headcount.objects.filter(gathering__in=rows).order_by("kind__rank", "pk")
    found = [
        Line(label or other, int(not remote), int(remote))
        for label, remote in named.values_list("kind__label", "remote")
    ]
    found += [Line(*one) for one in counted.values_list("kind__label", "on_site", "remote")]
    return gathered(found)


def without_sheet(today: date) -> QuerySet[Gathering]:
    """Permanences and sessions held, whose sheet is still blank (R232)."""
    rows = Gathering.objects.filter(on__lte=today, sheet="", missed_because="")
    return rows.exclude(Q(drop_in=None) & Q(community=None)).order_by("on", "pk")
