"""What the worker does for juries: the long computations; their names tell nothing of results."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.kernel.findings import Refused
from cordee.people.models import User
from cordee.selection import actions
from cordee.selection.models import Deliberation, Outcome, Panel, Ruling
from cordee.selection.rules import terms_of
from cordee.selection.rules.sharing import Terms as SharingTerms


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


@app.task(name="selection.share", queue="long")
def share(panel_id: int, terms: dict[str, Any], user_id: int) -> None:
    """Share out the files of a large panel, and free it for another computation."""
    panel = Panel.objects.select_related("edition__current").get(pk=panel_id)
    refusal = ""
    try:
        by = User.objects.get(pk=user_id)
        actions.share_out(panel, SharingTerms(**terms), by=by, at=timezone.now())
    except Refused as refused:
        refusal = str(refused)
    Panel.objects.filter(pk=panel_id).update(asked_at=None, refusal=refusal)


@app.task(name="selection.explain", queue="long")
def explain(deliberation_id: int) -> None:
    """Compute the explanation of a proposal, once."""
    actions.explain(Deliberation.objects.get(pk=deliberation_id))


@app.periodic(cron="27 * * * *")
@app.task(name="selection.delays", queue="default")
def delays(timestamp: int) -> None:  # noqa: ARG001 - given by the clock
    """Let go of the places and reserve lists whose delay passed, each in its own transaction."""
    now = timezone.now()
    late = Outcome.objects.released(now).holding().filter(accepted_at=None, answer_by__lt=now)
    for outcome in late.order_by("answer_by", "pk"):
        actions.lapse(outcome, at=now)
    waiting = Outcome.objects.released(now).in_reserve().order_by().values("ruling")
    for ruling in Ruling.objects.filter(pk__in=waiting).select_related("version").order_by("pk"):
        actions.close_reserve(ruling, at=now)
    actions.forget_voters(at=now)
