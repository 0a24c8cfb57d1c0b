"""What the worker does for the strategy: forget, each night, who spoke and who looked on."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.journeys.strategy.actions import retire_sheets_and_guests, retire_words


@app.periodic(cron="37 4 * * *")
@app.task(name="strategy.retire", queueing_lock="strategy.retire")
def forget(timestamp: int) -> int:
    """Forget what has an end."""
    del timestamp
    now = timezone.now()
    return retire_words(at=now) + retire_sheets_and_guests(at=now)
