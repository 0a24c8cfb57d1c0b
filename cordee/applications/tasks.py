"""What the worker does for the files: the mailbox, the morning letter, the long exports."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from cordee.applications.actions.mailing import post_mailing
from cordee.applications.actions.purging import retire_contents
from cordee.applications.bundling import make, retire_bundles
from cordee.applications.digests import tell_teams
from cordee.applications.doors.mailbox import fetch
from cordee.applications.files.rescanning import rescan
from cordee.applications.files.resuming import sweep
from cordee.applications.models import Bundle, Mailing


@app.periodic(cron="*/5 * * * *")
@app.task(name="applications.fetch_mail", queueing_lock="applications.fetch_mail")
def fetch_mail(timestamp: int) -> int:
    """Keep what came in the mailbox, every five minutes, when the house has one."""
    del timestamp
    if not settings.MAILBOX_URL:
        return 0
    return fetch(settings.MAILBOX_URL, at=timezone.now()).kept


@app.periodic(cron="37 5 * * *")
@app.task(name="applications.tell_teams", queueing_lock="applications.tell_teams")
def morning(timestamp: int) -> int:
    """Tell each member, once a day, what the others commented."""
    del timestamp
    return tell_teams(at=timezone.now())


@app.task(name="applications.make_bundle", queue="long")
def make_bundle(bundle_id: int) -> None:
    """Make a bound set or an archive."""
    bundle = Bundle.objects.select_related("edition__current").filter(pk=bundle_id).first()
    if bundle is not None:
        make(bundle, at=timezone.now())


@app.periodic(cron="11 4 * * *")
@app.task(name="applications.retire_bundles", queueing_lock="applications.retire_bundles")
def forget_bundles(timestamp: int) -> int:
    """Delete the exports of last week, every night."""
    del timestamp
    return retire_bundles(at=timezone.now())


@app.periodic(cron="37 * * * *")
@app.task(name="applications.sweep_uploads", queueing_lock="applications.sweep_uploads")
def sweep_uploads(timestamp: int) -> int:
    """Forget the uploads nobody went on with, every hour."""
    del timestamp
    return sweep(at=timezone.now())


@app.periodic(cron="*/15 * * * *")
@app.task(name="applications.rescan", queueing_lock="applications.rescan")
def look_again(timestamp: int) -> int:
    """Have the antivirus look at what it could not when it came in, every quarter hour."""
    del timestamp
    return rescan(at=timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(name="applications.retire_contents", queueing_lock="applications.retire_contents")
def forget_contents(timestamp: int) -> int:
    """Erase what the calls said they would no longer keep, every night."""
    del timestamp
    return retire_contents(at=timezone.now())


@app.task(name="applications.post_mailing", queue="long", retry=3)
def post_letters(mailing: int, addresses: list[str], without: list[int], reply_to: str) -> int:
    """Post the letters of a large sending."""
    found = Mailing.objects.select_related("edition__current").get(pk=mailing)
    return post_mailing(
        found, addresses=addresses, without=without, reply_to=reply_to, at=timezone.now()
    )
