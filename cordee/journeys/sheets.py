"""The attendance sheet of a meeting: a day at a glance, its half-days one territory at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import queries
from cordee.journeys.models import Delegate, HeldMark, Meeting, Presence
from cordee.journeys.rules.signing import said_late
from cordee.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import QuerySet

    from cordee.journeys.models import Participation

type HalfDay = tuple[date, str]
type Signed = dict[tuple[int, HalfDay], Presence]
HALVES = dict(Presence.Half.choices)
TICK = "tick"
"""A box that the browser gives without a status: the one chosen above the sheet holds for it."""
NOTED = ("present", "late", "excused")
"""What one tap may note; the rest is said half-day by half-day."""
ROOM = 60
"""People a page, and whole territories: more would weigh on the tablet."""


@dataclass(frozen=True, slots=True)
class Box:
    """One choice on the sheet: the half-days it speaks for and what is already signed."""

    name: str
    label: str
    halves: tuple[HalfDay, ...]
    status: str = ""
    mixed: bool = False
    """Her half-days differ: the detail tells them apart."""
    late: str = ""
    """« envoyé plus tard, signé à 9 h 12 », when the network held it back."""
    known: str = ""
    """« matin : présent·e », what stands already beside the half-day that is still to be noted."""
    there: bool = False
    """She was seen at one of her half-days, whatever this box says."""

    @property
    def ticked(self) -> bool:
        """Whether something is noted of her, other than her absence."""
        return self.status not in {"", Presence.Status.ABSENT}

    @property
    def said(self) -> str:
        """What is noted of her, in words."""
        return str(Presence.Status(self.status).label) if self.status else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A person expected, and her boxes."""

    delegate: Delegate
    boxes: tuple[Box, ...]
    name: str
    """Her name, with her role beside somebody of the same name."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the sheet: whole territories, and how many are there in the whole meeting."""

    teams: list[tuple[Participation, list[Line]]]
    expected: int
    there: int
    number: int = 1
    pages: int = 1
    apart: bool = False
    """One box a half-day, instead of one for the day."""

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of anybody: the columns of the sheet."""
        return self.teams[0][1][0].boxes if self.teams else ()

    @property
    def shown(self) -> str:
        """What this page shows, to be given back: only what is changed there is written."""
        rows = [line for _team, lines in self.teams for line in lines]
        return urlencode(
            [(one.name, one.status) for row in rows for one in row.boxes if one.status]
        )


def expected(meeting: Meeting) -> QuerySet[Delegate]:
    """The delegates expected: of its own territory, or of all those still there.

    Who takes a place on the very day is expected, and who leaves it once begun was.
    """
    people = Delegate.objects.select_related("person", "participation")
    rows = people.of_meeting(meeting)
    if meeting.starts is None:
        rows = rows.current(timezone.now())
    else:
        rows = rows.during(meeting.starts, _midnight(meeting.ends or meeting.starts, meeting))
    return rows.order_by("participation__name", "pk")


def _midnight(ends: datetime, meeting: Meeting) -> datetime:
    """The end of the day of an instant, on the wall clock of a meeting."""
    day = ends.astimezone(meeting.zone).date() + timedelta(days=1)
    return datetime.combine(day, time(), meeting.zone)


def half_days(meeting: Meeting) -> list[HalfDay]:
    """The half-days of a dated meeting, in order; none as long as it has no date."""
    found = queries.gatherings([meeting], meeting.cohort.edition.definition)
    return sorted({half for one in found for half in one.halves})


def sheet(meeting: Meeting, *, detail: str = "", page: str = "") -> Sheet:
    """Everyone expected with one box for the day, or one a half-day for the territory `detail`.

    `page` is the number asked for; nonsense gives the first.
    """
    halves = half_days(meeting)
    if not halves:
        return Sheet([], 0, 0)
    signed = _signed(meeting)
    apart = bool(detail) or bool(meeting.participation_id)
    people = [one for one in _listed(meeting, signed)
              if not detail or str(one.participation.public_id) == detail]  # fmt: skip
    over = _midnight(meeting.ends or meeting.starts or timezone.now(), meeting)
    names = queries.told_apart(people, meeting.cohort.edition.definition)
    lines = [
        Line(one, tuple(_boxes(one, halves, signed, apart=apart)), _told(one, names[one.pk], over))
        for one in people
    ]
    teams = [(of[0].delegate.participation, of) for of in _teams(lines)]
    there = sum(any(box.there for box in one.boxes) for one in lines)
    pages = in_pages(teams)
    number = int(page) if page.isdecimal() and len(page) < LONG else 1
    number = min(max(number, 1), len(pages))
    return Sheet(pages[number - 1], len(lines), there, number, len(pages), apart)


LONG = 6
"""Digits of a page number that no sheet has."""


def _signed(meeting: Meeting) -> Signed:
    rows = meeting.presences.order_by("pk")
    return {(one.delegate_id, (one.day, one.half)): one for one in rows}


def _listed(meeting: Meeting, signed: Signed) -> QuerySet[Delegate]:
    """Who is expected, and who is on the sheet already though her territory has left since."""
    known = {delegate for delegate, _half in signed}
    rows = Delegate.objects.filter(Q(pk__in=expected(meeting).values("pk")) | Q(pk__in=known))
    return rows.select_related("person", "participation").order_by("participation__name", "pk")


def _told(delegate: Delegate, name: str, over: datetime) -> str:
    """Her name, and that she left by then."""
    if delegate.ends is not None and delegate.ends < over:
        return f"{name} ({_('a laissé sa place')})"
    return name


def _teams(lines: list[Line]) -> list[list[Line]]:
    grouped = groupby(lines, key=lambda one: one.delegate.participation_id)
    return [list(of) for _key, of in grouped]


def in_pages(
    teams: list[tuple[Participation, list[Line]]],
) -> list[list[tuple[Participation, list[Line]]]]:
    """Whole territories as long as a page has room for them."""
    pages: list[list[tuple[Participation, list[Line]]]] = [[]]
    for team in teams:
        if pages[-1] and sum(len(of) for _one, of in (*pages[-1], team)) > ROOM:
            pages.append([])
        pages[-1].append(team)
    return pages


def _boxes(
    delegate: Delegate, halves: list[HalfDay], signed: Signed, *, apart: bool
) -> Iterator[Box]:
    if apart:
        for half in halves:
            yield _box(delegate, (half,), signed, _said(half, halves), apart=True)
        return
    rows = {half: signed.get((delegate.pk, half)) for half in halves}
    blank = [half for half, row in rows.items() if row is None]
    if blank and len(blank) < len(halves):
        yield _next(delegate, blank[0], halves, rows)
    else:
        yield _box(delegate, tuple(halves), signed, str(_("journée")), apart=False)


def _box(
    delegate: Delegate, group: tuple[HalfDay, ...], signed: Signed, label: str, *, apart: bool
) -> Box:
    rows = [signed.get((delegate.pk, half)) for half in group]
    said = [one.status if one else "" for one in rows]
    same = len(set(said)) == 1
    there = any(one in queries.PRESENT for one in said)
    return Box(
        _name(delegate, group, apart=apart), label, group, said[0] if same else "", mixed=not same,
        late=next(filter(None, map(late, rows)), ""), there=there,
    )  # fmt: skip


def _next(
    delegate: Delegate,
    half: HalfDay,
    halves: list[HalfDay],
    rows: Mapping[HalfDay, Presence | None],
) -> Box:
    """The half-day still to be noted of somebody already seen at another: she signed by phone."""
    noted = [(one, row) for one, row in rows.items() if row is not None]
    known = french.listed([
        french.say("{half} : {said}", half=_said(one, halves), said=row.get_status_display())
        for one, row in noted
    ])  # fmt: skip
    return Box(
        _name(delegate, (half,), apart=True), _said(half, halves), (half,),
        late=next(filter(None, (late(row) for _one, row in noted)), ""), known=known,
        there=any(row.status in queries.PRESENT for _one, row in noted),
    )  # fmt: skip


def _said(half: HalfDay, halves: list[HalfDay]) -> str:
    """« matin », with its day when the meeting lasts several."""
    label = str(HALVES[half[1]])
    several = len({day for day, _half in halves}) > 1
    return f"{french.day(half[0], weekday=False)}, {label}" if several else label


def late(row: Presence | None) -> str:
    """How a mark that came after its moment is told; nothing for the others."""
    return said_late(timezone.localtime(row.at)) if row and row.sent_at else ""


def _name(delegate: Delegate, group: tuple[HalfDay, ...], *, apart: bool) -> str:
    """`p-ID` for the day, `p-ID-2025-02-27-am` for a half-day."""
    if not apart:
        return f"p-{delegate.public_id}"
    day, half = group[0]
    return f"p-{delegate.public_id}-{day.isoformat()}-{half}"


def given(meeting: Meeting, typed: Mapping[str, str]) -> Iterator[tuple[Delegate, str, HalfDay]]:
    """What a posted sheet changes: delegate, status, half-day; blank boxes say nothing.

    `shown` is what the page showed: what is given back as it was is not written again, over a
    signature or what a colleague noted meanwhile; a box unticked says that she is not there.
    """
    halves = half_days(meeting)
    shown = dict(parse_qsl(typed.get("shown", "")))
    for delegate in _listed(meeting, _signed(meeting)):
        whole = _changed(_name(delegate, tuple(halves), apart=False), typed, shown)
        for half in halves:
            status = _changed(_name(delegate, (half,), apart=True), typed, shown) or whole
            if status in Presence.Status.values:
                yield delegate, status, half


def _changed(name: str, typed: Mapping[str, str], shown: Mapping[str, str]) -> str:
    said = typed.get(name, Presence.Status.ABSENT if name in shown else "")
    if said == TICK:
        mode = typed.get("mode", "")
        said = mode if mode in NOTED else Presence.Status.PRESENT
    return "" if said == shown.get(name) else str(said)


def signed_by(meeting: Meeting, delegate: Delegate) -> list[Presence]:
    """What is already on the sheet for someone, half-day after half-day."""
    return list(meeting.presences.filter(delegate=delegate).order_by("day", "half"))


def held(meeting: Meeting) -> list[HeldMark]:
    """The marks that came once the sheet was closed and that nobody settled yet."""
    rows = meeting.held_marks.filter(settled_at=None)
    known = rows.select_related("delegate__person", "delegate__participation", "by__person")
    found = list(
        known.order_by("delegate__participation__name", "delegate", "day", "half", "at", "pk")[:25]
    )
    teams = {one.delegate.participation_id for one in found}
    people = Delegate.objects.filter(participation__in=teams).select_related("person")
    names = queries.told_apart(people if teams else (), meeting.cohort.edition.definition)
    for one in found:
        one.told = names[one.delegate_id]
    return found
