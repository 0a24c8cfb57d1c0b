"""Reading what it takes to give every territory its half-days: offers left, meetings lacking."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cordee.journeys.models import Delegate, Meeting, Slot
from cordee.journeys.queries.roads import roads_from
from cordee.journeys.rules.half_days import Need, Offer
from cordee.journeys.rules.presence import NOON

if TYPE_CHECKING:
    from datetime import datetime

    from cordee.journeys.models import Cohort

MOST = 200
"""Half-days, and meetings, looked at together."""


@dataclass(frozen=True, slots=True)
class HalfDays:
    """The question, and the rows behind its ids (four queries whatever the cohort's size)."""

    offers: list[Offer]
    needs: list[Need]
    slots: dict[str, Slot]
    meetings: dict[tuple[str, int], Meeting]


def half_days_asked(cohort: Cohort, at: datetime) -> HalfDays:
    """The offers left, one a host a half-day, and the meetings of one territory without date."""
    rows = Slot.objects.filter(cohort=cohort).free(at).select_related("host")
    slots, offers, seen = {}, [], set()
    for one in rows.order_by("starts", "pk")[:MOST]:
        starts = one.starts.astimezone(cohort.zone)
        half = "am" if starts.time() < NOON else "pm"
        place = (one.host_id, starts.date(), half)
        if place not in seen:
            seen.add(place)
            slots[str(one.public_id)] = one
            remote = one.mode == Slot.Mode.REMOTE
            offers.append(Offer(str(one.public_id), str(one.host_id), *place[1:], remote=remote))
    lacking = cohort.meetings.filter(
        kind="individual", starts=None, participation__ends=None
    ).exclude(participation=None)
    meetings = {
        (str(one.participation_id), one.ordinal): one
        for one in lacking.select_related("participation").order_by(
            "participation__name", "ordinal", "pk"
        )[:MOST]
    }
    return HalfDays(offers, _needs(cohort, list(meetings), at), slots, meetings)


def _needs(cohort: Cohort, places: list[tuple[str, int]], at: datetime) -> list[Need]:
    roads = roads_from(cohort)
    people = Counter(
        str(key)
        for key in Delegate.objects.current(at)
        .filter(participation__cohort=cohort)
        .order_by("pk")
        .values_list("participation_id", flat=True)
    )
    dated = cohort.meetings.exclude(starts=None).exclude(state=Meeting.State.CANCELLED)
    busy = [
        (str(one.participation_id or ""), one.starts.astimezone(cohort.zone).date())
        for one in dated.order_by("pk")
        if one.starts
    ]
    return [
        Need(
            territory,
            tuple(rank for home, rank in places if home == territory),
            max(people[territory], 1),
            frozenset(day for home, day in busy if home in {"", territory}),
            roads.get(territory),
        )
        for territory in sorted({home for home, _rank in places})
    ]
