"""The marks of a panel as an analysis reads them: whole readings, one mark each."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from cordee.selection.queries.counted import grids, sheet
from cordee.selection.queries.panels import files, stage_of
from cordee.selection.rules.marks import counts
from cordee.selection.rules.merits import readings
from cordee.selection.solvers.select.marks import Evaluations, Sheet, evaluations

if TYPE_CHECKING:
    from cordee.selection.models import Panel


def reviews_of(panel: Panel) -> Evaluations:
    """Deposit → (juror, mark) of each whole reading, by public ids, in exact fractions."""
    criteria = panel.edition.definition.criteria_of(stage_of(panel))
    known = sheet(panel)
    own = grids(panel)
    if own:
        names = {key: str(name) for key, name in files(panel).values_list("pk", "public_id")}
        mine = {names[key]: one for key, one in own.items()}
        free = [one for one in known.marks if (one[0], one[1]) not in set(known.conflicts)]
        read = readings(criteria, free, mine)
        return {key: tuple(sorted(values.items())) for key, values in read.items()}
    return evaluations(
        Sheet(
            weights={one.key: Fraction(one.weight) for one in criteria if counts(one)},
            conflicts=frozenset(known.conflicts),
            scores={
                (juror, deposit, criterion): Fraction(value)
                for juror, deposit, criterion, value in known.marks
                if value is not None
            },
        )
    )
