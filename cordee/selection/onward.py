"""What the files of a call learn from its juries: results released, next steps opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cordee.applications.actions.steps import open_next
from cordee.applications.queries import Result, results_provider
from cordee.selection.models import Outcome, Ruling

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cordee.people.models import User


def open_next_steps(event: Any, *, by: User | None, at: datetime) -> None:
    """Reaction: a stage that opens a step retained some files, their next one is there."""
    if event.final:
        return
    ruling = Ruling.objects.get(pk=event.ruling)
    rows = ruling.outcomes.selected().select_related("deposit__application__edition__current")
    open_next((one.deposit.application for one in rows.order_by("pk")), ruling.stage, by=by, at=at)


@results_provider
def released(keys: Iterable[int], at: datetime) -> dict[int, Result]:
    """What juries decided of these files, once released; the last decision of each."""
    rows = Outcome.objects.released(at).filter(deposit__application__in=list(keys))
    return {
        row.deposit.application_id: Result(
            result=row.result,
            said=str(row.get_result_display()),
            on=row.ruling.released_at.date(),
            stage=row.ruling.stage,
        )
        for row in rows.select_related("ruling", "deposit").order_by("ruling__released_at", "pk")
        if row.ruling.released_at is not None
    }
