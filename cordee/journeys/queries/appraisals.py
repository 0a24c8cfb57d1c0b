"""Reading what the year changed: the last word on each expected result of each territory."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.journeys.models import Appraisal
from cordee.kernel.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cordee.journeys.models import Cohort, Participation
    from cordee.journeys.rules.deliverables import Produced
    from cordee.journeys.rules.pledges import PledgeState
    from cordee.programme.schema.year import Result


@dataclass(frozen=True, slots=True)
class Tallied:
    """A result, and how many territories stand at each state; `silent` were not appraised."""

    result: Result
    counts: list[tuple[str, int]]
    silent: int


def appraised(participations: Iterable[Participation]) -> dict[tuple[int, str], Appraisal]:
    """(territory, result) → the last word on it, in one query."""
    rows = Appraisal.objects.filter(participation__in=list(participations))
    return {(one.participation_id, one.result): one for one in rows.order_by("at", "pk")}


def tallied(cohort: Cohort, there: Sequence[Participation]) -> list[Tallied]:
    """How far each expected result went, over the territories still there."""
    last = appraised(there)
    found = []
    for one in cohort.edition.definition.year.results:
        said = Counter(
            row.state for (_place, key), row in last.items() if key == one.key and row.state
        )
        counts = [(str(label), said[value]) for value, label in Appraisal.State.choices]
        found.append(Tallied(one, counts, len(there) - sum(said.values())))
    return found


def facts(result: Result, states: Sequence[PledgeState], produced: Sequence[Produced]) -> str:
    """What the house knows that helps to appraise a result: deliverables given, pledges held."""
    if result.measured_by == "deliverable":
        own = [one for one in produced if one.deliverable.by in {"territory", "person"}]
        given = sum(bool(one.given) for one in own)
        return _("livrables donnés : %(given)d sur %(all)d") % {"given": given, "all": len(own)}
    if result.measured_by == "evidence":
        kept = sum(one.finding.verdict is Verdict.OK for one in states)
        return _("engagements tenus : %(kept)d sur %(all)d") % {"kept": kept, "all": len(states)}
    return ""
