"""What the worker does for letters and lists: send, gather, forget."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.letters import actions, queries, withdrawals
from cordee.letters.actions import lists, threads
from cordee.letters.models import DiscussionList, ListMessage


@app.periodic(cron="57 4 * * *")
@app.task(name="letters.retire", queueing_lock="letters.retire")
def retire(timestamp: int) -> int:
    """Every night."""
    del timestamp
    now = timezone.now()
    return actions.retire(at=now) + lists.retire(at=now)


@app.task(name="letters.distribute")
def distribute(message_id: int) -> int:
    """Send a message of a list to its members."""
    rows = ListMessage.objects.select_related("list__cohort", "thread")
    message = rows.filter(pk=message_id).first()
    return threads.distribute(message, at=timezone.now()) if message else 0


@app.task(name="letters.tell_kept")
def tell_kept(issue_id: int) -> int:
    """Tell again the kept copies of an issue that quotes words taken back."""
    issue = queries.issues().filter(pk=issue_id).first()
    return withdrawals.tell_kept(issue, at=timezone.now()) if issue else 0


@app.periodic(cron="7 7 * * *")
@app.task(name="letters.gather", queueing_lock="letters.gather")
def gather(timestamp: int) -> int:
    """Send the digests of the lists, every morning."""
    del timestamp
    now = timezone.now()
    return sum(threads.gather(one, at=now) for one in DiscussionList.objects.order_by("pk"))
