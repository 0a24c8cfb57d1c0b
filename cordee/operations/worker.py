"""`cordee worker`: does what was queued, mails first among them, until told to stop."""

import argparse
import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector


def add(parser: argparse.ArgumentParser) -> None:
    """Add how many tasks at once, and whether to leave when nothing remains."""
    parser.add_argument("--concurrency", type=int, default=1, metavar="N", help="tâches à la fois")
    parser.add_argument("--once", action="store_true", help="s’arrête quand tout est fait")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Work; SIGTERM lets the task in hand finish."""
    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(connector) as working:
        asyncio.run(_work(working, arguments))
    return 0


async def _work(working: App, arguments: argparse.Namespace) -> None:
    async with working.open_async():
        await _take_up(working)
        await working.run_worker_async(
            concurrency=arguments.concurrency,
            wait=not arguments.once,
            shutdown_graceful_timeout=8,
        )


async def _take_up(working: App) -> None:
    """Ask at once for what a killed worker dropped, rather than at the next minute."""
    lock = "ledger.take_up"
    with suppress(AlreadyEnqueued):
        await working.configure_task(lock, queueing_lock=lock).defer_async(timestamp=0)
