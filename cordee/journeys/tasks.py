"""What the worker does for the year: seal signed charters, forget diets, end notices."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.journeys import actions
from cordee.journeys.sealing import seal_signed


@app.periodic(cron="29 4 * * *")
@app.task(name="journeys.forget_diets", queueing_lock="journeys.forget_diets")
def forget_diets(timestamp: int) -> int:
    """Forget what people ate, when the call says it, every night."""
    del timestamp
    return actions.forget_diets(at=timezone.now())


@app.periodic(cron="37 4 * * *")
@app.task(name="journeys.forget_papers", queueing_lock="journeys.forget_papers")
def forget_papers(timestamp: int) -> list[int]:
    """Forget who was there and the papers of account at the term of each call, every night."""
    del timestamp
    at = timezone.now()
    return [actions.forget_presences(at=at), actions.forget_accounts(at=at)]


@app.periodic(cron="11 0 * * *")
@app.task(name="journeys.end_notices", queueing_lock="journeys.end_notices")
def end_notices(timestamp: int) -> int:
    """Let leave the territories whose notice is over, every night."""
    del timestamp
    return actions.end_notices(at=timezone.now())


@app.task(name="journeys.seal_charter")
def seal_charter(participation_id: int) -> None:
    """Seal the copy of a signed charter."""
    seal_signed(participation_id, at=timezone.now())
