"""What the worker does for juries: the long computations; their names tell nothing of results."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.kernel.findings import Refused
from cordee.people.models import User
from cordee.selection import actions
from cordee.selection.models import Deliberation, Panel
from cordee.selection.rules import terms_of


@app.task(name="selection.propose", queue="long")
def propose(panel_id: int, seed: str, user_id: int, terms: dict[str, Any] | None = None) -> None:
    """Compute a proposal and free the panel for another, whatever happened."""
    panel = Panel.objects.select_related("edition__current").get(pk=panel_id)
    refusal = ""
    try:
        actions.propose(
            panel,
            seed=seed,
            terms=terms_of(terms or {}),
            by=User.objects.get(pk=user_id),
            at=timezone.now(),
        )
    except Refused as refused:
        refusal = str(refused)
    Panel.objects.filter(pk=panel_id).update(asked_at=None, refusal=refusal)


@app.task(name="selection.explain", queue="long")
def explain(deliberation_id: int) -> None:
    """Compute the explanation of a proposal, once."""
    actions.explain(Deliberation.objects.get(pk=deliberation_id))
