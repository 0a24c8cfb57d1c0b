"""Reading what the year changed: the last word on each expected result of each territory."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cordee.journeys.models import Appraisal, Meeting
from cordee.journeys.queries.ledger import OVER
from cordee.journeys.rules.crossing import Crossed, Units, crossed, units
from cordee.kernel.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from cordee.journeys.models import Cohort, Participation
    from cordee.journeys.queries.ledger import Ledger
    from cordee.journeys.rules.deliverables import Produced
    from cordee.journeys.rules.pledges import PledgeState
    from cordee.programme.schema.year import Result


FORWARD = (Appraisal.State.REACHED, Appraisal.State.BEGUN)
"""A result that went forward."""


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


def beside_results(
    ledger: Ledger, there: Sequence[Participation], last: Mapping[tuple[int, str], Appraisal],
    at: datetime,
) -> list[Crossed]:  # fmt: skip
    """Each commitment, and how far those who keep it went, beside the others (R317)."""
    stands: dict[str, dict[int, bool]] = defaultdict(dict)
    for one in there:
        for state in ledger.pledges(one, at):
            kept = state.finding.verdict is Verdict.OK
            stands[str(state.pledge.label)][one.pk] = kept
    results = {one.pk: (0, 0) for one in there}
    for (place, _key), said in last.items():
        if said.state:
            moved, asked = results[place]
            results[place] = (moved + (said.state in FORWARD), asked + 1)
    return crossed(stands.items(), results)


def meetings_held(ledger: Ledger) -> list[Units]:
    """Meetings planned and held: those of everyone, then each kind lived at home (R338)."""
    together = _("rencontres de toute la cohorte")
    return units(
        (together if one.participation_id is None else _kind(one), _standing(one))
        for one in sorted(ledger.meetings, key=lambda one: one.participation_id is not None)
    )


def _kind(meeting: Meeting) -> str:
    return str(meeting.planned.label if meeting.planned else meeting.label)


def _standing(meeting: Meeting) -> str:
    if meeting.state == Meeting.State.CANCELLED:
        return "cancelled"
    return "held" if meeting.state in OVER else ""


def facts(result: Result, states: Sequence[PledgeState], produced: Sequence[Produced]) -> str:
    """What the house knows that helps to appraise a result: deliverables given, pledges held."""
    if result.measured_by == "deliverable":
        own = [one for one in produced if one.deliverable.by in {"territory", "person"}]
        given = sum(bool(one.given) for one in own)
        return _("livrables du territoire : %(given)d sur %(all)d") % {
            "given": given,
            "all": len(own),
        }
    if result.measured_by == "evidence":
        kept = sum(one.finding.verdict is Verdict.OK for one in states)
        return _("engagements tenus : %(kept)d sur %(all)d") % {"kept": kept, "all": len(states)}
    return ""
