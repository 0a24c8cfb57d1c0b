"""A call as its team follows it: who writes, who handed in, where nobody does yet, whom to call."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Q, Subquery, Window
from django.db.models.expressions import OuterRef
from django.db.models.functions import RowNumber, TruncDate

from cordee.applications.models import Answer, Application, Deposit, Member
from cordee.people.models import Organisation, Seat
from cordee.territories.models import Territory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from django.db.models import QuerySet

    from cordee.calls.models import Edition

CONTACTS = 6
"""How many people or bodies are named for one département."""
BODIES = 3
GROUPINGS = ("cc", "ca", "cu", "metropole")
DAYS = 14


@dataclass(slots=True)
class Tally:
    """How many files stand where."""

    drafts: int = 0
    deposited: int = 0
    withdrawn: int = 0

    @property
    def total(self) -> int:
        """Every file that stands: those withdrawn are counted apart."""
        return self.drafts + self.deposited


@dataclass(slots=True)
class Picture:
    """The counts of a call: all, by département, nature, track, door and source."""

    all: Tally = field(default_factory=Tally)
    departments: dict[str, Tally] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)
    tracks: dict[str, Tally] = field(default_factory=dict)
    origins: Counter[str] = field(default_factory=Counter)
    heard: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call in a département: a name, how to reach it, and why."""

    name: str
    body: str = ""
    email: str = ""
    phone: str = ""
    why: str = ""


def picture(edition: Edition, *, without: Collection[int] = ()) -> Picture:
    """Every count of a call, in one query whatever the number of files."""
    rows = Application.objects.filter(edition=edition).exclude(pk__in=without)
    grouped = (
        rows.values("department", "kind", "track", "origin", "heard")
        .annotate(
            count=Count("pk"),
            gone=Count("pk", filter=~Q(withdrawn_at=None)),
            filed=Count("pk", filter=Q(withdrawn_at=None) & ~Q(current=None)),
        )
        .order_by()
    )
    made = Picture()
    for row in grouped:
        places = (
            made.all,
            made.departments.setdefault(row["department"], Tally()),
            made.kinds.setdefault(row["kind"], Tally()),
            made.tracks.setdefault(row["track"], Tally()),
        )
        for tally in places:
            tally.deposited += row["filed"]
            tally.withdrawn += row["gone"]
            tally.drafts += row["count"] - row["filed"] - row["gone"]
        made.origins[row["origin"]] += row["count"] - row["gone"]
        made.heard[row["heard"]] += row["count"] - row["gone"]
    return made


def first_deposits(
    edition: Edition, zone: ZoneInfo, since: datetime, *, without: Collection[int] = ()
) -> dict[date, int]:
    """How many files were handed in for the first time each day, in the zone of the call."""
    rows = Deposit.objects.filter(application__edition=edition, number=1, at__gte=since)
    rows = rows.exclude(application__in=without)
    days = rows.annotate(day=TruncDate("at", tzinfo=zone)).values("day").annotate(n=Count("pk"))
    return {row["day"]: row["n"] for row in days.order_by("day")}


def unfinished(edition: Edition, *, without: Collection[int] = ()) -> QuerySet[Application]:
    """The drafts of a call, the ones nobody touched for longest first.

    Each with `answered` (answers written), `mates` (people in the team), `touched` (last writing).
    """
    answers = Answer.objects.filter(application=OuterRef("pk")).order_by().values("application")
    written = answers.filter(value__isnull=False).exclude(value__in=["", [], {}])
    mates = Member.objects.filter(application=OuterRef("pk"), left_at=None).order_by()
    return (
        Application.objects.drafts()
        .filter(edition=edition)
        .exclude(pk__in=without)
        .select_related("owner__person")
        .annotate(
            answered=Subquery(written.annotate(n=Count("pk")).values("n")),
            touched=Subquery(answers.annotate(last=Max("at")).values("last")),
            mates=Subquery(mates.values("application").annotate(n=Count("pk")).values("n")),
        )
        .order_by(F("touched").asc(nulls_first=True), "started_at", "pk")
    )


def whom_to_call(
    departments: Iterable[str], edition: Edition, at: datetime, *, without: Collection[int] = ()
) -> dict[str, list[Contact]]:
    """For each département, people known there, then its largest groupings; four queries at most.

    People come from current seats for a body there, then from the teams of other calls, except
    those of the files `without`.
    """
    found: dict[str, dict[str, Contact]] = {code: {} for code in departments}
    if not found:
        return {}
    for code, contact in _everyone(list(found), edition, at, without):
        known = found[code]
        if len(known) < CONTACTS:
            known.setdefault((contact.email or contact.name).lower(), contact)
    for code, contact in _bodies(list(found)):
        found[code].setdefault(contact.name.lower(), contact)
    return {code: list(contacts.values()) for code, contacts in found.items()}


def _everyone(
    departments: list[str], edition: Edition, at: datetime, without: Collection[int]
) -> Iterator[tuple[str, Contact]]:
    yield from _seated(departments, at)
    yield from _former(departments, edition, without)
    yield from _organisations(departments)


def _placed() -> Subquery:
    """The département of an organisation, by the code of its territory."""
    code = OuterRef("territory_code")
    same = Territory.objects.filter(Q(siren=code) | Q(insee=code), ends=None).exclude(kind="")
    return Subquery(same.order_by("pk").values("department")[:1])


def _there(departments: list[str]) -> QuerySet[Any]:
    rows: Any = Organisation.objects.exclude(territory_code="")
    found: QuerySet[Any] = rows.annotate(department=_placed()).filter(department__in=departments)
    return found


def _seated(departments: list[str], at: datetime) -> Iterator[tuple[str, Contact]]:
    there = dict(_there(departments).values_list("pk", "department").order_by("pk"))
    seats = Seat.objects.current(at).filter(organisation__in=there, person__erased=None)
    for seat in seats.select_related("person", "organisation").order_by("-starts", "pk")[:200]:
        one, body = seat.person, seat.organisation
        if body is not None:
            name, why = str(one), seat.get_role_display()
            yield there[body.pk], Contact(name, str(body), one.email, one.phone, why)


def _former(
    departments: list[str], edition: Edition, without: Collection[int]
) -> Iterator[tuple[str, Contact]]:
    """The people who led or wrote files of these départements in other calls, latest first."""
    rows = Member.objects.filter(application__department__in=departments, left_at=None)
    rows = rows.exclude(application__edition=edition).exclude(email="")
    rows = rows.exclude(application__in=without)
    for one in rows.select_related("application__edition").order_by("-joined_at", "pk")[:200]:
        file = one.application
        yield (
            file.department,
            Contact(str(one), file.body_name, one.email, one.phone, str(file.edition)),
        )


def _organisations(departments: list[str]) -> Iterator[tuple[str, Contact]]:
    for body in _there(departments).order_by("sort_key", "pk")[:200]:
        yield body.department, Contact(str(body), why=body.get_kind_display())


def _bodies(departments: list[str]) -> Iterator[tuple[str, Contact]]:
    """The most populated groupings of each département: there is always somebody to write to."""
    rank = Window(
        RowNumber(),
        partition_by=[F("department")],
        order_by=[F("population").desc(nulls_last=True), F("pk").asc()],
    )
    rows = Territory.objects.filter(kind__in=GROUPINGS, ends=None, department__in=departments)
    for body in rows.annotate(rank=rank).filter(rank__lte=BODIES).order_by("department", "rank"):
        yield body.department, Contact(body.name, why=str(body.what.label))
