"""What the worker does for calls: forget what nobody needs any more."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.calls import actions


@app.periodic(cron="51 4 * * *")
@app.task(name="calls.retire", queueing_lock="calls.retire")
def retire(timestamp: int) -> int:
    """Forget subscriptions never confirmed or over, and names of other years, every night."""
    del timestamp
    return actions.retire(at=timezone.now())


@app.periodic(cron="0 6 * * *")
@app.task(name="calls.alert", queueing_lock="calls.alert", lock="calls.alert")
def alert(timestamp: int) -> int:
    """Tell the new calls to those who saved a search, once a day."""
    del timestamp
    return actions.alert(at=timezone.now())
