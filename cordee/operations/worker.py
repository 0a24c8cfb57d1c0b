"""`cordee worker`: does what was queued, mails first among them, until told to stop."""

import argparse
import asyncio
from typing import TYPE_CHECKING, cast

from procrastinate import App
from procrastinate.contrib.django import app

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
        await working.run_worker_async(
            concurrency=arguments.concurrency,
            wait=not arguments.once,
            shutdown_graceful_timeout=8,
        )
