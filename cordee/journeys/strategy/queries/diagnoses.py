"""Reading diagnoses: where each territory stands, what a visit saw, what changed since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.journeys.models import Participation
from cordee.journeys.strategy.models import Visit
from cordee.journeys.strategy.rules.diagnoses import Radar, Stage, radar, stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal
    from uuid import UUID

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort
    from cordee.journeys.strategy.models import Score
    from cordee.people.models import User
    from cordee.programme.schema.definition import Theme
    from cordee.programme.schema.diagnosis import Capacity, Diagnosis


BESIDE = ("meeting__cohort__edition__current", "participation__cohort")
EDITIONS = 10
"""Other editions shown beside a diagnosis."""


def rule_of(cohort: Cohort) -> Diagnosis | None:
    """The diagnosis a programme makes of each territory."""
    return cohort.edition.definition.year.diagnosis


def visits(participations: Iterable[Participation]) -> QuerySet[Visit]:
    """The visits that stand, with what their state needs."""
    rows = Visit.objects.filter(participation__in=list(participations), cancelled_at=None)
    return rows.select_related(
        "meeting__cohort__edition__current", "participation__cohort", "host"
    ).prefetch_related("tellings", "scores", "visitors")


def visits_of(user: User) -> QuerySet[Visit]:
    """The visits someone makes, of the pair or of the team, the latest first."""
    own = Q(visitors__user=user) | Q(host__user=user)
    keys = Visit.objects.filter(own, cancelled_at=None).order_by().values("pk")
    rows = Visit.objects.filter(pk__in=keys).select_related(
        "meeting__cohort__edition__current", "participation__cohort", "host"
    )
    return rows.prefetch_related("tellings", "visitors").order_by("-pk")


def stage_of(rule: Diagnosis, found: Sequence[Visit], today: date) -> Stage:
    """The one state of a territory, read on its last visit."""
    if not found:
        return stage(None, today, (), planned=False, closed=False, whole=False)
    last = found[-1]
    told = list(last.tellings.all())
    return stage(
        last.day,
        today,
        [one.label for one in told],
        planned=True,
        closed=last.closed_at is not None,
        whole={one.key for one in told} >= {one.key for one in rule.restitutions},
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """A territory, its last visit and its one state."""

    participation: Participation
    visit: Visit | None
    stage: Stage


def standings(
    cohort: Cohort, rule: Diagnosis, rows: Sequence[Participation], today: date
) -> list[Standing]:
    """The state of each territory of a page, in four queries whatever their number."""
    by_territory: dict[int, list[Visit]] = defaultdict(list)
    for one in visits(rows).order_by("number"):
        by_territory[one.participation_id].append(one)
    assert all(one.cohort_id == cohort.pk for one in rows)  # noqa: S101 - one cohort, one grid
    return [
        Standing(
            one, next(reversed(by_territory[one.pk]), None),
            stage_of(rule, by_territory[one.pk], today),
        )
        for one in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A capacity, its level at each visit shown, and how it moved since the one before."""

    rank: int
    capacity: Capacity
    axis: str
    levels: list[tuple[Decimal | None, str, str]]
    """For each visit: the level, its words, what showed it."""
    change: Decimal | None
    themes: list[Theme]
    """The principles it looks at: what to read about them bears the same tags (R186)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page of a diagnosis draws of the visits someone reads."""

    visits: list[Visit]
    rows: list[Row]
    radar: Radar | None


def sheet(rule: Diagnosis, found: Sequence[Visit], themes: Sequence[Theme] = ()) -> Sheet:
    """The grid of each visit side by side, with the drawing; `found` first to last."""
    scores = [{one.capacity: one for one in visit.scores.all()} for visit in found]
    axes = {one.key: str(one.label) for one in rule.axes}
    rows = [
        Row(rank, one, axes[one.axis], [_said(one, kept.get(one.key)) for kept in scores],
            _change(one.key, scores), [theme for theme in themes if theme.key in one.themes])
        for rank, one in enumerate(rule.capacities, 1)
    ]  # fmt: skip
    tops = [max(level.value for level in one.levels) for one in rule.capacities]
    shapes = [
        [kept[one.key].level if one.key in kept else None for one in rule.capacities]
        for kept in scores
    ]
    return Sheet(list(found), rows, radar(tops, shapes) if found else None)


def _said(capacity: Capacity, score: Score | None) -> tuple[Decimal | None, str, str]:
    if score is None:
        return None, "", ""
    words = {level.value: str(level.label) for level in capacity.levels}
    return score.level, words.get(score.level, ""), score.evidence


def _change(key: str, scores: Sequence[dict[str, Score]]) -> Decimal | None:
    known = [kept[key].level for kept in scores if key in kept]
    return known[-1] - known[0] if len(known) > 1 else None


@dataclass(frozen=True, slots=True)
class Followed:
    """A territory visited again: from its first visit to its last, whatever the editions (R193)."""

    name: str
    key: UUID
    """The participation of its last visit."""
    first: date
    last: date
    visits: int
    cohorts: list[str]


def followed(*, until: date) -> list[Followed]:
    """The territories whose diagnosis was handed in twice at least, the longest followed first.

    A territory is the same from an edition to another by its reference, not by its name.
    """
    rows = Visit.objects.filter(cancelled_at=None).exclude(closed_at=None)
    by_territory: dict[tuple[int, int], list[Visit]] = defaultdict(list)
    for one in rows.select_related(*BESIDE).order_by("pk"):
        if one.day is not None and one.day <= until:
            place = one.participation
            by_territory[place.territory_id or 0, 0 if place.territory_id else place.pk].append(one)
    found = [_followed(several) for several in by_territory.values() if len(several) > 1]
    return sorted(found, key=lambda one: (one.first - one.last, one.name))


def _followed(found: list[Visit]) -> Followed:
    found.sort(key=lambda one: (one.day or date.max, one.pk))
    days = [one.day for one in found if one.day is not None]
    cohorts = dict.fromkeys(one.participation.cohort.label for one in found)
    place = found[-1].participation
    return Followed(place.name, place.public_id, days[0], days[-1], len(found), list(cohorts))


def elsewhere(participation: Participation) -> list[Participation]:
    """The other editions the same territory lived, the latest first, with their visits' rules."""
    if participation.territory_id is None:
        return []
    rows = Participation.objects.filter(territory=participation.territory_id)
    found = rows.exclude(pk=participation.pk).select_related("cohort__edition__current")
    return list(found.order_by("-starts", "-pk")[:EDITIONS])
