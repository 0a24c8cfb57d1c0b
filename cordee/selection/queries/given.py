"""The marks a team receives with its answer, where the call says so: means, never whose."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cordee.applications.forms import said as worded
from cordee.kernel.french import number
from cordee.selection.models import Mark
from cordee.selection.queries.rankings import said
from cordee.selection.rules import scale_of
from cordee.selection.rules.stages import bounds, weighing
from cordee.selection.rules.votes import by_voices

if TYPE_CHECKING:
    from decimal import Decimal

    from cordee.selection.models import Outcome


@dataclass(frozen=True, slots=True)
class Received:
    """A criterion, the mean of its marks, the top of its scale, how many gave one."""

    label: str
    mean: str
    top: str
    readers: int


def final_mark(outcome: Outcome) -> Fraction | None:
    """The merit on which a file was chosen, in the points of the grid when the call states them.

    None when no mark chose it: a vote, the lot, the order of arrival, a decision by hand.
    """
    ruling = outcome.ruling
    definition = ruling.version.definition
    stage = next((one for one in definition.stages if one.key == ruling.stage), None)
    made = ruling.deliberation
    if (
        stage is None
        or made is None
        or by_voices(stage)
        or "merit" not in made.instance.get("order", ())
    ):
        return None
    told = made.result.get("merit", {}).get(str(outcome.deposit.public_id))
    if told is None:
        return None
    track, (low, high) = outcome.deposit.track or "", bounds(definition, stage)
    several = bool(weighing(definition, stage))
    total = definition.points_in_all(track) if several else definition.points_of(stage, track)
    mark = Fraction(told)
    return (mark - low) / (high - low) * Fraction(total) if total and high > low else mark


def marks_received(outcome: Outcome) -> list[Received]:
    """The marks of an answer, one query; nothing unless the call gives them (`scores_given`)."""
    ruling = outcome.ruling
    definition = ruling.version.definition
    if not definition.selection.scores_given or ruling.released_at is None:
        return []
    given: dict[str, list[Decimal]] = defaultdict(list)
    rows = Mark.objects.filter(
        deposit=outcome.deposit_id, juror__panel__stage=ruling.stage, juror__voting=True,
        juror__panel__edition=ruling.edition_id, given=True, withdrawn_at=None,
    )  # fmt: skip
    for criterion, value in rows.order_by("pk").values_list("criterion", "value"):
        if value is not None:
            given[criterion].append(value)
    stage = next(one for one in definition.stages if one.key == ruling.stage)
    return [
        Received(
            worded(one.label),
            said(sum(map(Fraction, given[one.key]), Fraction(0)) / len(given[one.key])),
            number(scale_of(definition, stage, one).max),
            len(given[one.key]),
        )
        for one in definition.criteria_of(stage)
        if given[one.key]
    ]
