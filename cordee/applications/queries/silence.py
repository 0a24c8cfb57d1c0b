"""What silence will mean, and when: deposits nobody has answered yet (CRPA L231-1, L231-4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Min, OuterRef, Q

from cordee.applications.models import Application, Examination
from cordee.applications.rules.passage import speaking, stage_silence, step_judged
from cordee.calls.models import Edition
from cordee.web.requests import once

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from cordee.programme.schema.timeline import Silence


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A call whose deposits wait, and the first day on which saying nothing says something."""

    edition: Edition
    rule: Silence
    speaks: date
    count: int


def waiting() -> list[tuple[Edition, datetime, int]]:
    """The calls where files wait for an answer: since when, and how many; two queries a request."""
    return once("calls that answer", lambda: list(_waiting()))


def _waiting() -> Iterator[tuple[Edition, datetime, int]]:
    told = Q(examinations__released_at__isnull=False) & Q(
        examinations__result=Examination.Result.REFUSED, examinations__replaced=False
    )
    rows = (
        Application.objects.deposited()
        .filter(edition__results_at=None, edition__archived_at=None, following=None)
        .exclude(told)
        .values("edition")
        .annotate(first=Min("current__at"), count=Count("pk", distinct=True))
        .order_by("edition")
    )
    found = {row["edition"]: row for row in rows}
    editions = Edition.objects.filter(pk__in=found).select_related("current").order_by("pk")
    for edition in editions:
        yield edition, found[edition.pk]["first"], found[edition.pk]["count"]


def unanswered() -> Iterator[Unanswered]:
    """The calls where silence means something and files still wait; two queries."""
    for edition, first, count in waiting():
        rule = edition.definition.timeline.silence
        if rule is None or rule.means == "nothing":
            continue
        zone = ZoneInfo(edition.definition.timeline.zone)
        start = first
        if rule.counted_from == "closing" and edition.closes_at is not None:
            start = edition.closes_at
        speaks = rule.speaks(start.astimezone(zone).date())
        yield Unanswered(edition, rule, speaks, count)
    yield from _at_stages()


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
