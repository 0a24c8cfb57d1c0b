"""What silence will mean, and when: deposits nobody has answered yet (CRPA L231-1, L231-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q

from cordee.applications.models import Application, Deposit, Examination
from cordee.applications.queries.received import handed, in_window
from cordee.applications.rules.passage import speaking, stage_silence, step_judged
from cordee.calls.models import Edition
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from cordee.kernel.moments import Duration
    from cordee.programme.schema.timeline import Silence


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A call whose deposits wait, and the first day on which saying nothing says something."""

    edition: Edition
    rule: Silence
    speaks: date
    count: int


def waiting() -> list[tuple[Edition, int]]:
    """The calls where files wait for an answer, and how many; two queries a request."""
    return once("calls that answer", lambda: list(_waiting()))


def _files() -> QuerySet[Application]:
    """The files handed in that nobody has answered."""
    told = Q(examinations__released_at__isnull=False) & Q(
        examinations__result=Examination.Result.REFUSED, examinations__replaced=False
    )
    rows = Application.objects.deposited()
    rows = rows.filter(edition__results_at=None, edition__archived_at=None, following=None)
    return rows.exclude(told)


def _waiting() -> Iterator[tuple[Edition, int]]:
    rows = _files().values("edition").annotate(count=Count("pk", distinct=True))
    found = {row["edition"]: row["count"] for row in rows.order_by("edition")}
    editions = Edition.objects.filter(pk__in=found).select_related("current").order_by("pk")
    for edition in editions:
        yield edition, found[edition.pk]


def unanswered(at: datetime) -> Iterator[Unanswered]:
    """The calls where silence means something and files still wait, by the day it speaks.

    Of files counted from their own deposit, only the next day is told: there may be one a day.
    """
    for edition, count in waiting():
        rule = edition.definition.timeline.silence
        if rule is None or rule.means == "nothing":
            continue
        days = _days(edition, rule, count)
        if rule.counted_from != "closing":
            days = {day: days[day] for day in sorted(days) if day >= edition.today(at)}
            days = dict(list(days.items())[:1])
        for day in sorted(days):
            yield Unanswered(edition, rule, day, days[day])
    yield from _at_stages()


def _days(edition: Edition, rule: Silence, count: int) -> dict[date, int]:
    """The days on which silence speaks, each with how many files it speaks of."""
    if rule.on is not None:
        return {rule.on: count}
    zone = ZoneInfo(edition.definition.timeline.zone)
    found: dict[date, int] = {}
    for start, files in _starts(edition, rule):
        if not files:
            continue
        day = rule.speaks(start.astimezone(zone).date())
        found[day] = found.get(day, 0) + files
    return found


def _starts(edition: Edition, rule: Silence) -> Iterator[tuple[datetime, int]]:
    """From when silence counts for files: the closing of the window of each, or its deposit."""
    if rule.counted_from != "closing":
        yield from _handed(_deposits(edition))
        return
    definition = edition.definition
    for step in definition.steps:
        for window in definition.windows_of(step.key):
            rows = in_window(edition, step.key, window).filter(in_force__in=_files())
            closes = None if window.permanent else window.closes_at(definition.timeline.zone)
            if closes is None:
                yield from _handed(rows)
            elif step.within is None:
                yield closes, rows.count()
            else:
                yield from _invited(rows, closes, step.within, definition.timeline.zone)


def _deposits(edition: Edition) -> QuerySet[Deposit]:
    rows = Deposit.objects.filter(in_force__in=_files().filter(edition=edition))
    return rows.annotate(handed=handed())


def _handed(rows: QuerySet[Deposit]) -> Iterator[tuple[datetime, int]]:
    """The hours of deposits, one a file."""
    known = rows.order_by("handed").values_list("handed", flat=True)  # type: ignore[misc] # annotated
    for at in known.iterator():
        yield at, 1


def _invited(
    rows: QuerySet[Deposit], closes: datetime, within: Duration, zone: str
) -> Iterator[tuple[datetime, int]]:
    """The closing of each file that had so long after being invited."""
    for at in rows.order_by("pk").values_list("in_force__invited_at", flat=True).iterator():
        own = within.after(at.astimezone(ZoneInfo(zone))) if at else closes
        yield min(own.astimezone(UTC), closes.astimezone(UTC)), 1


def _at_stages() -> Iterator[Unanswered]:
    """The stages whose silence means something on their last day, and the files without verdict."""
    rows = Edition.objects.published().filter(results_at=None, archived_at=None)
    for edition in rows.select_related("current").order_by("pk"):
        definition = edition.definition
        for stage in speaking(definition):
            found = Application.objects.deposited().filter(edition=edition)
            if len(definition.steps) > 1:
                found = found.filter(step=step_judged(definition, stage))
            given = Examination.objects.filter(
                application=OuterRef("pk"), stage=stage.key, replaced=False,
                released_at__isnull=False,
            )  # fmt: skip
            count = found.exclude(Exists(given)).count()
            rule = stage_silence(definition, stage)
            if count and rule is not None and rule.on is not None:
                yield Unanswered(edition, rule, rule.on, count)
