"""Reading words given and experience told: only what someone may read, searched likewise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cordee.journeys.audiences import readable
from cordee.journeys.rules.audiences import rank
from cordee.journeys.strategy.models import Sheet, Verbatim

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cordee.journeys.audiences import Reader
    from cordee.journeys.models import Cohort

LONGEST_SEARCH = 100


def inside(who: Reader, cohort: Cohort) -> bool:
    """Whether someone stands in the cohort today: delegate, team of the house, guest."""
    return rank(who.circle(cohort=cohort.pk)) <= rank("cohort")


def _own(who: Reader, cohort: Cohort) -> str:
    """Whoever gathered or wrote keeps reading it while she stands in the cohort, not after."""
    return "author" if inside(who, cohort) else ""


def _matching[Rows: QuerySet[Any]](rows: Rows, words: str, fields: tuple[str, ...]) -> Rows:
    for word in words.replace("\0", " ")[:LONGEST_SEARCH].split():
        found = Q()
        for name in fields:
            found |= Q(**{f"{name}__unaccent__icontains": word})
        rows = rows.filter(found)
    return rows


def verbatims(cohort: Cohort, who: Reader, words: str = "") -> QuerySet[Verbatim]:
    """The testimonies of a cohort someone reads, the latest first."""
    rows = Verbatim.objects.filter(cohort=cohort, film=None, withdrawn_at=None)
    found = readable(rows, who, cohort="cohort", author=_own(who, cohort))
    found = _matching(found, words, ("text", "question"))
    return found.select_related("participation").prefetch_related("voices").order_by("-on", "-pk")


def sheets(cohort: Cohort, who: Reader, words: str = "") -> QuerySet[Sheet]:
    """The sheets of a cohort someone reads, the latest first."""
    rows = Sheet.objects.filter(cohort=cohort, withdrawn_at=None)
    found = readable(rows, who, cohort="cohort", author=_own(who, cohort))
    names = ("title", "context", "successes", "failures", "lesson")
    return _matching(found, words, names).select_related("participation").order_by("-at", "-pk")


def waiting_sheets() -> QuerySet[Sheet]:
    """The sheets that wait for a reading before they go beyond the cohort."""
    wide = ("alliance", "public")
    rows = Sheet.objects.filter(wanted__in=wide, reviewed_at=None, withdrawn_at=None)
    return rows.select_related("participation", "cohort").order_by("at", "pk")
