"""What the worker does for the files: read the mailbox of the calls."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.applications.doors.mailbox import fetch


@app.periodic(cron="*/5 * * * *")
@app.task(name="applications.fetch_mail", queueing_lock="applications.fetch_mail")
def fetch_mail(timestamp: int) -> int:
    """Keep what came in the mailbox, every five minutes, when the house has one."""
    del timestamp
    if not settings.MAILBOX_URL:
        return 0
    return fetch(settings.MAILBOX_URL, at=timezone.now()).kept
