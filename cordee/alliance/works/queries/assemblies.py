"""Assemblies as pages and reports read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q
from django.utils.module_loading import import_string

from cordee.alliance.works.models import (
    Assembly,
    AssemblyDay,
    AssemblyGuest,
    AssemblyPart,
    DayReply,
    Resolution,
    WorkAlly,
    Workstream,
)
from cordee.alliance.works.rules import assemblies as rules
from cordee.journeys.audiences import ALLIANCE
from cordee.people.models import Membership, Person
from cordee.reactions import SIGNATORIES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from cordee.people.models import User


def assemblies() -> QuerySet[Assembly]:
    """Every assembly with its first and last day, the latest first."""
    return (
        Assembly.objects.select_related("organ")
        .annotate(
            first=Min("days__on"), last=Max("days__on"), invited=Count("guests", distinct=True)
        )
        .order_by("-at", "-pk")
    )  # fmt: skip


def days(assembly: Assembly) -> QuerySet[AssemblyDay]:
    """Its times, each with its agenda, its votes and those of the list who came."""
    return every_day().filter(assembly=assembly)


def every_day() -> QuerySet[AssemblyDay]:
    """Every time of every assembly, with what its count and its page need."""
    parts = AssemblyPart.objects.order_by("half", "rank", "pk")
    votes = Resolution.objects.order_by("pk")
    return (
        AssemblyDay.objects.select_related("assembly__organ")
        .annotate(
            here=_came(rules.ON_SITE), far=_came(rules.REMOTE),
            coming_here=_coming(rules.ON_SITE), coming_far=_coming(rules.REMOTE),
        )
        .prefetch_related(Prefetch("parts", parts), Prefetch("resolutions", votes))
        .order_by("on", "pk")
    )  # fmt: skip


def _came(way: str) -> Count:
    return Count("replies", filter=Q(replies__came=way), distinct=True)


def _coming(way: str) -> Count:
    return Count("replies", filter=Q(replies__reply=way), distinct=True)


def counted(day: AssemblyDay) -> rules.Count:
    """How many came to a day, by mode."""
    if hasattr(day, "here"):
        named = [rules.ON_SITE] * day.here + [rules.REMOTE] * getattr(day, "far", 0)
    else:
        named = list(day.replies.values_list("came", flat=True).order_by())
    return rules.counted(day.mode, on_site=day.on_site, remote=day.remote, named=named)


def treated(rows: Iterable[AssemblyDay]) -> set[str]:
    """The duties its agenda treats."""
    return {part.duty for one in rows for part in one.parts.all() if part.duty}


def parts() -> QuerySet[AssemblyPart]:
    """Parts with their day and their assembly."""
    return AssemblyPart.objects.select_related("day__assembly")


def guests(assembly: Assembly) -> QuerySet[AssemblyGuest]:
    """Who is invited, with every reply."""
    replies = DayReply.objects.select_related("day").order_by("day__on", "pk")
    rows = assembly.guests.select_related("person").prefetch_related(Prefetch("replies", replies))
    return rows.order_by("person__sort_key", "pk")


def replies_of(user: User, assembly: Assembly) -> dict[int, str]:
    """What someone answered, by day."""
    rows = DayReply.objects.filter(guest__assembly=assembly, guest__person__user=user)
    return dict(rows.values_list("day_id", "reply").order_by())


def attended(person: int | None, *, staff: bool) -> QuerySet[Assembly]:
    """The assemblies an ally reads: announced or held; a seminar, for its guests only."""
    found = assemblies().exclude(state=Assembly.State.DRAFT)
    if staff:
        return found
    mine = AssemblyGuest.objects.filter(assembly=OuterRef("pk"), person=person)
    return found.filter(Q(kind=Assembly.Kind.ASSEMBLY) | Exists(mine))


def unanswered(user: User, today: date) -> QuerySet[AssemblyDay]:
    """The days to come to which someone is invited and has not answered."""
    mine = DayReply.objects.filter(guest__person__user=user).exclude(reply="").values("day")
    return (
        AssemblyDay.objects.filter(
            assembly__guests__person__user=user, assembly__state=Assembly.State.OPEN, on__gte=today
        )
        .exclude(pk__in=mine)
        .select_related("assembly")
        .order_by("on", "pk")
    )


def of_the_alliance(at: datetime, today: date) -> QuerySet[Person]:
    """Those who sit for a structure of the alliance, take part in a workstream, or signed."""
    allied = Membership.objects.current(today).filter(circle=ALLIANCE).values("organisation")
    seats = Q(seats__organisation__in=allied, seats__starts__lte=at) & (
        Q(seats__ends=None) | Q(seats__ends__gt=at)
    )
    alive = Workstream.objects.filter(state__in=("draft", "presented", "launched"))
    joined = WorkAlly.objects.filter(workstream__in=alive, left=None).values("person")
    led = alive.exclude(leader=None).values("leader")
    found = seats | Q(pk__in=joined) | Q(pk__in=led)
    for path in SIGNATORIES:
        found |= Q(pk__in=import_string(path)(today))
    people = Person.objects.filter(found).exclude(email="")
    return people.distinct().order_by("pk")


def by_address(addresses: list[str]) -> tuple[list[Person], list[str]]:
    """The people of these addresses, and the addresses of nobody."""
    rows = list(Person.objects.filter(email__in=addresses).order_by("pk"))
    known = {one.email for one in rows}
    return rows, [one for one in addresses if one not in known]
