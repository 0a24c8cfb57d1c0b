"""What the worker does for the interface: forget what nobody needs any more."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.api import actions


@app.periodic(cron="53 3 * * *")
@app.task(name="api.sweep", queueing_lock="api.sweep")
def sweep(timestamp: int) -> int:
    """Forget kept answers and old tokens, every night."""
    del timestamp
    return actions.sweep(at=timezone.now())
