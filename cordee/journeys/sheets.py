"""The attendance sheet of a meeting: a day at a glance, its half-days one territory at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cordee.journeys import queries
from cordee.journeys.models import Delegate, HeldMark, Meeting, Presence
from cordee.journeys.rules.signing import said_late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from django.db.models import QuerySet

type HalfDay = tuple[date, str]
HALVES = dict(Presence.Half.choices)


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


@dataclass(frozen=True, slots=True)
class Line:
    """A person expected, and her boxes."""

    delegate: Delegate
    boxes: tuple[Box, ...]


def expected(meeting: Meeting, territory: str = "") -> QuerySet[Delegate]:
    """The delegates expected: of its own territory, of one named, or of all those still there."""
    at = meeting.starts or timezone.now()
    people = Delegate.objects.current(at).select_related("person", "participation")
    rows = people.of_meeting(meeting)
    if territory and not meeting.participation_id:
        rows = rows.filter(participation__public_id=territory)
    return rows.order_by("participation__name", "pk")


def half_days(meeting: Meeting) -> list[HalfDay]:
    """The half-days of a dated meeting, in order; none as long as it has no date."""
    found = queries.gatherings([meeting], meeting.cohort.edition.definition)
    return sorted({half for one in found for half in one.halves})


def lines(meeting: Meeting, *, detail: str = "") -> list[Line]:
    """Everyone expected with one box for the day, or one a half-day for the territory `detail`."""
    halves = half_days(meeting)
    if not halves:
        return []
    signed = {
        (one.delegate_id, (one.day, one.half)): one for one in meeting.presences.order_by("pk")
    }
    apart = bool(detail) or bool(meeting.participation_id)
    return [
        Line(one, tuple(_boxes(one, halves, signed, apart=apart)))
        for one in expected(meeting, detail)
    ]


def _boxes(
    delegate: Delegate,
    halves: list[HalfDay],
    signed: Mapping[tuple[int, HalfDay], Presence],
    *,
    apart: bool,
) -> Iterator[Box]:
    groups = [(half,) for half in halves] if apart else [tuple(halves)]
    for group in groups:
        rows = [signed.get((delegate.pk, half)) for half in group]
        said = [one.status if one else "" for one in rows]
        same = len(set(said)) == 1
        label = HALVES[group[0][1]] if apart else _("journée")
        yield Box(_name(delegate, group, apart=apart), str(label), group, said[0] if same else "",
                  mixed=not same, late=next(filter(None, map(late, rows)), ""))  # fmt: skip


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
    """What a posted sheet says: delegate, status, half-day; blank boxes say nothing."""
    halves = half_days(meeting)
    for delegate in expected(meeting):
        whole = typed.get(_name(delegate, tuple(halves), apart=False), "")
        for half in halves:
            status = typed.get(_name(delegate, (half,), apart=True), "") or whole
            if status in Presence.Status.values:
                yield delegate, status, half


def signed_by(meeting: Meeting, delegate: Delegate) -> list[Presence]:
    """What is already on the sheet for someone, half-day after half-day."""
    return list(meeting.presences.filter(delegate=delegate).order_by("day", "half"))


def held(meeting: Meeting) -> list[HeldMark]:
    """The marks that came once the sheet was closed and that nobody settled yet."""
    rows = meeting.held_marks.filter(settled_at=None)
    return list(
        rows.select_related("delegate__person", "delegate__participation", "by__person")[:25]
    )
