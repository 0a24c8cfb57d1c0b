"""What the worker does for the alliance: forget, each night, the lists of old assemblies."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.alliance.works.actions.retention import retire_guests


@app.periodic(cron="47 4 * * *")
@app.task(name="works.retire", queueing_lock="works.retire")
def forget(timestamp: int) -> int:
    """Forget what has an end."""
    del timestamp
    return retire_guests(at=timezone.now())
