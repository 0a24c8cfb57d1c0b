"""What the worker does for people: forget the addresses that never answered."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.people import actions


@app.periodic(cron="17 * * * *")
@app.task(name="people.sweep", queueing_lock="people.sweep")
def sweep(timestamp: int) -> int:
    """Sweep bare accounts away, every hour."""
    del timestamp
    return actions.sweep(at=timezone.now())
