"""What the worker does for letters: forget the addresses nobody needs any more."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.letters import actions


@app.periodic(cron="57 4 * * *")
@app.task(name="letters.retire", queueing_lock="letters.retire")
def retire(timestamp: int) -> int:
    """Every night."""
    del timestamp
    return actions.retire(at=timezone.now())
