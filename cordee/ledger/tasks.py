"""What the worker does for the ledger: send what was posted, take up what was dropped."""

from __future__ import annotations

import logging
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from asgiref.sync import sync_to_async
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Status

from cordee.ledger import hooks
from cordee.ledger.actions import reaction
from cordee.ledger.delivery import one_line
from cordee.ledger.models import Message
from cordee.ledger.outbox import carry, claim, enqueue, release, retire, spare
from cordee.ledger.queries import forgotten
from cordee.ledger.reminders import remind_all
from cordee.reactions import GIVEN_UP

if TYPE_CHECKING:
    from procrastinate import JobContext
    from procrastinate.jobs import Job

logger = logging.getLogger(__name__)

DROPS = 5  # a job that was dropped this many times probably kills its worker


A_LINE, SHORT = 50, 5.0
"""Letters over one connection, and seconds: servers allow no more, a worker is told to stop."""


@app.task(name="ledger.send", queue="mail")
def send(message_id: int) -> str:
    """Send one message of the outbox, then those that wait, over the same connection.

    Each is told sent as the next one is claimed; their own jobs have nothing left to do.
    """
    first = claim(message_id, at=timezone.now())
    if first is None:
        return ""
    until = monotonic() + SHORT
    try:
        with one_line():
            state, following = carry(first, at=timezone.now(), more=True)
            sent = _carried(following, until=until)
        spare(sent)
    finally:
        release()
    return state


def _carried(following: Message | None, *, until: float) -> list[int]:
    """Send this letter, then the next ones; gives those that left."""
    sent = list[int]()
    while following is not None:
        one, more = following, len(sent) < A_LINE - 2 and monotonic() < until
        state, following = carry(one, at=timezone.now(), more=more)
        if state == Message.State.SENT:
            sent.append(one.pk)
    return sent


@app.task(name="ledger.tell", queue="hooks")
def tell(delivery_id: int) -> str:
    """Carry one message to another program."""
    return hooks.dispatch(delivery_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="ledger.take_up", queueing_lock="ledger.take_up", pass_context=True)
async def take_up(context: JobContext, timestamp: int) -> int:
    """Give back the jobs of workers that no longer answer; every task may thus run twice.

    What killed its workers too often is given up, and whoever waits for it is told.
    """
    del timestamp
    jobs = context.app.job_manager
    dropped = list(await jobs.get_stalled_jobs())
    for job in dropped:
        if job.attempts < DROPS:
            await jobs.retry_job(job)
            continue
        await sync_to_async(_give_up)(job)
        await jobs.finish_job(job, Status.FAILED, delete_job=False)
    return len(dropped)


def _give_up(job: Job) -> None:
    """Tell the room that asked for a job that nobody does it any more."""
    asked = ProcrastinateJob.objects.values_list("args", flat=True).get(pk=job.id)
    logger.error("%s killed its worker %d times: job %s", job.task_name, DROPS, job.id)
    if path := GIVEN_UP.get(job.task_name):
        reaction(path)(at=timezone.now(), **asked)


@app.periodic(cron="*/10 * * * *")
@app.task(name="ledger.sweep", queueing_lock="ledger.sweep")
def sweep(timestamp: int) -> int:
    """Queue again the messages whose job vanished (a restored backup, emptied tables)."""
    del timestamp
    lost = forgotten(before=timezone.now() - timedelta(minutes=15))
    for message in lost:
        enqueue(message)
    return len(lost)


@app.periodic(cron="17 3 * * *")
@app.task(name="ledger.tidy", queueing_lock="ledger.tidy", pass_context=True)
async def tidy(context: JobContext, timestamp: int) -> int:
    """Empty the letters and forget the hooks of another time, and the jobs done a week ago."""
    del timestamp
    await context.app.job_manager.delete_old_jobs(nb_hours=24 * 7, include_failed=False)
    now = timezone.now()
    await sync_to_async(hooks.purge)(before=now - timedelta(days=settings.HOOKS_KEPT_DAYS))
    before = now - timedelta(days=settings.LETTERS_KEPT_DAYS)
    return await sync_to_async(retire)(before=before)


@app.periodic(cron="*/15 * * * *")
@app.task(name="ledger.remind", queueing_lock="ledger.remind", lock="ledger.remind")
def remind(timestamp: int) -> int:
    """Apply every rule that reminds."""
    del timestamp
    return remind_all(at=timezone.now())
