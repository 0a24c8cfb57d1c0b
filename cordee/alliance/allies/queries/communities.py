"""Communities as pages and figures read them."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Prefetch, Q, When
from django.urls import reverse

from cordee.alliance.allies.models import Community, CommunityHost, CommunityMember, Gathering
from cordee.alliance.allies.rules import recurring

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from cordee.alliance.works.models import Workstream


def communities() -> QuerySet[Community]:
    """Every community, those that live first, with its hosts and how many belong to it."""
    hosts = CommunityHost.objects.filter(ends=None).select_related("organisation")
    return (
        Community.objects.select_related("extended_into")
        .annotate(
            belonging=Count("members", filter=Q(members__left_on=None), distinct=True),
            ended=Case(When(closed_on=None, then=0), default=1),
        )
        .prefetch_related(Prefetch("hosts", hosts.order_by("starts", "pk"), "hosting"))
        .order_by("ended", "label", "pk")
    )


def grown_into(workstream: Workstream) -> Iterator[tuple[str, str]]:
    """The communities that grew into a workstream, with their address (R243)."""
    rows = Community.objects.filter(extended_into=workstream).order_by("label", "pk")
    return ((one.label, reverse("allies:community", args=[one.public_id])) for one in rows)


def members(community: Community) -> QuerySet[CommunityMember]:
    """Who belongs to it now, the latest first."""
    rows = community.members.filter(left_on=None).select_related("person")
    return rows.order_by("-joined_on", "-pk")


def rhythm(community: Community, first: date, last: date, today: date) -> tuple[int, int]:
    """How many sessions were held and how many its rhythm promised, in a period (R240)."""
    return rhythms([community], first, last, today)[community.pk]


def rhythms(
    rows: Sequence[Community], first: date, last: date, today: date
) -> dict[int, tuple[int, int]]:
    """The same of several communities, by primary key, in one query."""
    days = defaultdict(list)
    met = Gathering.objects.filter(
        community__in=rows, on__range=(first, min(last, today)), missed_because=""
    )
    for key, day in met.order_by("on", "pk").values_list("community_id", "on"):
        days[key].append(day)
    return {one.pk: _rhythm(one, days[one.pk], first, min(last, today)) for one in rows}


def _rhythm(one: Community, days: list[date], first: date, last: date) -> tuple[int, int]:
    begin, end = max(first, one.opened_on), min(last, one.closed_on or last)
    held = sum(begin <= day <= end for day in days)
    return held, recurring.promised(one.every_months, begin, end)


def silent(today: date) -> list[Community]:
    """Communities that are later than the rhythm they announced, by half of it."""
    rows = (
        Community.objects.filter(closed_on=None)
        .exclude(every_months=None)
        .prefetch_related(
            Prefetch("sessions", Gathering.objects.filter(missed_because="").order_by("-on"), "met")
        )
    )
    return [one for one in rows.order_by("label", "pk") if _late(one, today)]


def _late(one: Community, today: date) -> bool:
    last = max((row.on for row in one.met), default=one.opened_on)  # type: ignore[attr-defined] # prefetched into it
    return last + timedelta(days=46 * (one.every_months or 0)) < today
