"""`cordee serve`: the web server, in front of which a proxy holds the certificates."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

from cordee.operations import house
from cordee.operations.binaries import Unavailable

WORKERS = int(os.environ.get("CORDEE_WORKERS", "2"))
THREADS = 4


def add(parser: argparse.ArgumentParser) -> None:
    """Add where to listen and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", metavar="IP", help="adresse d’écoute")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="port d’écoute")
    parser.add_argument("--workers", type=int, metavar="N", help="processus", default=WORKERS)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> NoReturn:
    """Collect what browsers fetch, then become the server."""
    os.environ["CORDEE_STATIC_HASHED"] = "1"
    house.enter()
    from django.core.management import call_command  # noqa: PLC0415 - Django must be ready

    if _late():
        raise Unavailable("Les tables ne sont pas à jour. Tapez : cordee migrate")
    call_command("collectstatic", verbosity=0, interactive=False)
    words = command(arguments.host, arguments.port, arguments.workers)
    os.environ.update(environment())
    os.execv(words[0], words)  # noqa: S606 - our own server


def _late() -> bool:
    """Tell whether a migration waits."""
    from django.db import connection  # noqa: PLC0415 - Django must be ready
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - the same

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def command(host: str, port: int, workers: int = WORKERS) -> list[str]:
    """Give the words that start the server."""
    return [
        str(Path(sys.executable).parent / "granian"),
        *("--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(THREADS)),
        *("--workers-kill-timeout", "5", "--respawn-failed-workers", "--log-level", "warning"),
        "cordee.wsgi:application",
    ]


def environment() -> dict[str, str]:
    """Give the environment the server needs: collected files, the database in use.

    Two arenas of memory are enough for its few threads: each one more keeps megabytes to itself.
    What a large export took is given back: a fixed threshold, else it grows with what was freed.
    """
    return {
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_TRIM_THRESHOLD_": "131072",
        "MALLOC_MMAP_THRESHOLD_": "131072",
        **os.environ,
        "CORDEE_STATIC_HASHED": "1",
        "DATABASE_URL": house.database_url(),
        "PYTHONUNBUFFERED": "1",
    }
