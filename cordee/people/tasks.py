"""What the worker does for people: forget what nobody needs any more."""

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


@app.periodic(cron="23 4 * * *")
@app.task(name="people.tidy", queueing_lock="people.tidy")
def tidy(timestamp: int) -> int:
    """Forget the sessions that ended and where they were opened, every night."""
    del timestamp
    return actions.tidy(at=timezone.now())


@app.periodic(cron="41 4 * * *")
@app.task(name="people.retire", queueing_lock="people.retire")
def retire(timestamp: int) -> list[int]:
    """Tell, then erase, the people nobody saw for years, every night."""
    del timestamp
    return list(actions.retire(at=timezone.now()))
