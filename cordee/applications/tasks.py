"""What the worker does for those who write: the morning letter of the teams."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.applications.digests import tell_teams


@app.periodic(cron="37 5 * * *")
@app.task(name="applications.tell_teams", queueing_lock="applications.tell_teams")
def morning(timestamp: int) -> int:
    """Tell each member, once a day, what the others commented."""
    del timestamp
    return tell_teams(at=timezone.now())
