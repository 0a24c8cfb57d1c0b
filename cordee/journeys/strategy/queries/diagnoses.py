"""Reading diagnoses: where each territory stands, what a visit saw, what changed since."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from cordee.journeys.strategy.models import Visit
from cordee.journeys.strategy.rules.diagnoses import Radar, Stage, radar, stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from cordee.journeys.models import Cohort, Participation
    from cordee.journeys.strategy.models import Score, Telling
    from cordee.people.models import User
    from cordee.programme.schema.year import Capacity, Diagnosis


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page of a diagnosis draws of the visits someone reads."""

    visits: list[Visit]
    rows: list[Row]
    radar: Radar | None


def sheet(rule: Diagnosis, found: Sequence[Visit]) -> Sheet:
    """The grid of each visit side by side, with the drawing; `found` first to last."""
    scores = [{one.capacity: one for one in visit.scores.all()} for visit in found]
    axes = {one.key: str(one.label) for one in rule.axes}
    rows = [
        Row(rank, one, axes[one.axis], [_said(one, kept.get(one.key)) for kept in scores],
            _change(one.key, scores))
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


def opened(visit: Visit) -> list[Telling]:
    """The restitutions that took place, first to last."""
    return sorted(visit.tellings.all(), key=lambda one: one.pk)
