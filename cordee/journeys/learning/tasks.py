"""What the worker does for learning: forget, each night, who answered what is over."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.journeys.learning.actions import retire_introductions, retire_turnout

KEPT = timedelta(days=90)
"""How long it is known who answered an anonymous survey, once it is closed."""


@app.periodic(cron="23 4 * * *")
@app.task(name="learning.retire_turnout", queueing_lock="learning.retire_turnout")
def forget_turnout(timestamp: int) -> int:
    """Forget who answered the anonymous surveys of last season; their count stays."""
    del timestamp
    return retire_turnout(before=timezone.now() - KEPT)


TALK_KEPT = timedelta(days=180)
"""How long the words and the contacts of an introduction stay."""


@app.periodic(cron="29 4 * * *")
@app.task(name="learning.retire_introductions", queueing_lock="learning.retire_introductions")
def forget_introductions(timestamp: int) -> int:
    """Empty the introductions of last season."""
    del timestamp
    return retire_introductions(before=timezone.now() - TALK_KEPT)
