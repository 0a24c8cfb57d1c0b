"""What a stage makes of its marks or voices: who is judged on what, the merit of each file."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from cordee.kernel import french
from cordee.kernel.findings import Refused, broken
from cordee.selection.rules.grids import own_grids
from cordee.selection.rules.marks import counts, scale_of
from cordee.selection.rules.merits import (
    by_facts_alone,
    combined,
    readings,
    set_aside,
    with_facts,
)
from cordee.selection.rules.votes import by_voices
from cordee.selection.solvers.documents import Invalid
from cordee.selection.solvers.select.calibration import calibrated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from cordee.programme.schema import Definition
    from cordee.programme.schema.choosing import Criterion, Stage
    from cordee.selection.rules.grids import Own
    from cordee.selection.rules.instance import Candidate, Sheet
    from cordee.selection.rules.merits import Marks


@dataclass(frozen=True, slots=True)
class Judged:
    """A stage once judged: its criteria, scale, grids, whole readings, merits, files set aside."""

    criteria: Sequence[Criterion]
    scale: tuple[Decimal, Decimal]
    grids: Mapping[str, Own]
    read: Mapping[str, Mapping[str, Fraction]]
    alone: Mapping[str, Fraction]
    merits: Mapping[str, Fraction]
    known: Marks
    aside: Mapping[str, str]


def judging(
    definition: Definition, stage: Stage, candidates: Sequence[Candidate], sheet: Sheet
) -> Judged:
    """Read the marks, or the voices, of a stage; withdrawn jurors' marks count nowhere."""
    voted = by_voices(stage)
    criteria = [one for one in definition.criteria_of(stage) if counts(one) and not voted]
    scales = [scale_of(definition, stage, one) for one in criteria] or [definition.scale]
    marks = [] if voted else _free(sheet)
    grids = {} if voted else own_grids(definition, stage, candidates)
    read = readings(criteria, marks, grids)
    alone = by_facts_alone(grids)
    known = with_facts(marks, grids)
    return Judged(
        criteria=criteria,
        scale=(min(one.min for one in scales), max(one.max for one in scales)),
        grids=grids,
        read=read,
        alone=alone,
        merits=_voices(candidates, sheet) if voted else alone | combined(stage, read),
        known=known,
        aside={} if voted else set_aside(definition.criteria_of(stage), known, stage),
    )


def _voices(candidates: Sequence[Candidate], sheet: Sheet) -> dict[str, Fraction]:
    return {one.id: sheet.votes.get(one.id, Fraction(0)) for one in candidates}


def calibrated_merits(read: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction]:
    """The merits once the severity of each reader is taken away, whatever the grid of each file.

    Raises `Refused` when the readers share too few files for their severity to be told.
    """
    reviews = {file: tuple(sorted(marks.items())) for file, marks in read.items() if marks}
    if not reviews:
        return {}
    try:
        return calibrated(reviews)
    except Invalid as error:
        raise Refused(
            broken(
                "choice.calibration",
                "choice",
                french.say(
                    "Le calcul du choix n’a pas abouti : les jurés n’ont pas assez de dossiers en "
                    "commun pour corriger leur sévérité. Faites lire un même dossier à tous, puis "
                    "relancez."
                ),
            )
        ) from error


def _free(sheet: Sheet) -> list[tuple[str, str, str, Decimal | None]]:
    """The marks of those who did not withdraw."""
    left = set(sheet.conflicts)
    return [mark for mark in sheet.marks if (mark[0], mark[1]) not in left]
