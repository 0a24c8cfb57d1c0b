"""A grid filled off line: brought back, compared, kept with consent."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction

from cordee.kernel.findings import Refused, broken
from cordee.ledger.actions import record
from cordee.selection.actions.marking import mark
from cordee.selection.events import GridKept
from cordee.selection.models import Mark, ReturnedGrid
from cordee.selection.queries import open_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cordee.people.models import User
    from cordee.selection.models import Juror


@transaction.atomic
def bring_back(
    juror: Juror, changes: Sequence[list[Any]], *, sha256: str, at: datetime
) -> ReturnedGrid:
    """Keep what a returned file would change, before anything is.

    `changes` are `[deposit, criterion, value or None, given, comment]`, already checked.
    """
    if juror.panel.closed_at is not None:
        sentence = "Les notes de cette étape sont closes : votre grille ne change plus rien."
        raise Refused(broken("grid.closed", "document", sentence))
    if not changes:
        nothing = "Cette grille ne change rien à vos notes."
        raise Refused(broken("grid.same", "document", nothing))
    return ReturnedGrid.objects.create(juror=juror, rows=list(changes), sha256=sha256, at=at)


@transaction.atomic
def keep_grid(grid: ReturnedGrid, *, by: User, at: datetime) -> int:
    """Replace one's marks by those of the grid, once the differences were seen; how many.

    Refused when a mark changed after the comparison: nothing is replaced unseen.
    """
    grid = (
        ReturnedGrid.objects.select_for_update(of=("self",))
        .select_related("juror__panel__edition__current")
        .get(pk=grid.pk)
    )
    if grid.kept_at is not None:
        raise Refused(broken("grid.kept", "grid", "Cette grille est déjà enregistrée."))
    juror = grid.juror
    deposits = {
        str(one.public_id): one
        for one in open_to(juror).filter(public_id__in={row[0] for row in grid.rows})
    }
    if _changed(grid, [one.pk for one in deposits.values()]):
        sentence = (
            "Des notes ont changé ici depuis la comparaison. Rapportez de nouveau votre grille "
            "pour voir ce qui serait remplacé."
        )
        raise Refused(broken("grid.stale", "grid", sentence))
    for key, criterion, value, given, comment in grid.rows:
        if key in deposits:
            mark(
                juror, deposits[key], criterion, None if value is None else Decimal(value),
                comment=comment, given=given, by=by, at=at,
            )  # fmt: skip
    ReturnedGrid.objects.filter(pk=grid.pk).update(kept_at=at)
    record(GridKept(juror=juror.pk, marks=len(grid.rows)), by=by, at=at)
    return len(grid.rows)


def _changed(grid: ReturnedGrid, deposits: list[int]) -> bool:
    """Whether one of the marks it replaces was touched after the comparison."""
    later = Mark.objects.filter(juror=grid.juror, deposit__in=deposits, at__gt=grid.at)
    rows = later.values_list("deposit__public_id", "criterion").order_by()
    touched = {(str(key), criterion) for key, criterion in rows}
    return any((row[0], row[1]) in touched for row in grid.rows)
