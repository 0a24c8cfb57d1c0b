"""A house of its own to be hurt: database, web server and worker as real processes, killed -9."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psycopg

from cordee.operations.postgres import Cluster
from tests import database

PATIENCE = 90.0
BIN = Path(sys.executable).parent


class Mountain:
    """One throw-away house in `home`; its parts are started, killed and started again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.cluster = Cluster(home / "postgres", {"fsync": "off"})
        self.port = free_port()
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.asked: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What its processes know: their own database, their own folder, no demonstration."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("CORDEE", "DATABASE"))}
        return kept | {
            "CORDEE_VAR": str(self.home),
            "DATABASE_URL": self.cluster.url("postgres"),
            "DJANGO_SETTINGS_MODULE": "tests.stories.settings",
            "CORDEE_HOSTS": "127.0.0.1",
        }

    def furnish(self) -> None:
        """Make the tables, and stop: the folder may then be copied."""
        self.cluster.start()
        database.furnish(self.cluster, "postgres")
        self.cluster.stop()

    def ask(self, call: str, *words: str) -> object:
        """Run `call` (a function of `call.py`) in a process of the house; give what it returns."""
        if self.asked is None:
            self.asked = subprocess.Popen(
                [sys.executable, "-m", "tests.stories.asked"],
                env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
        asked = self.asked
        assert asked.stdin
        assert asked.stdout
        asked.stdin.write(json.dumps([call, *words]) + "\n")
        asked.stdin.flush()
        told = asked.stdout.readline()
        assert told, f"{call}: see what it wrote as it died"
        return json.loads(told)

    def start_web(self) -> None:
        """Start the web server and wait until it answers."""
        words = [BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        words += ["--port", str(self.port), "--workers", "2", "--blocking-threads", "4"]
        words += ["--backlog", "1024", "--log-level", "warning", "cordee.wsgi:application"]
        self._start("web", words)
        until(self._answers, "the site answers")

    def start_worker(self) -> None:
        """Start the worker."""
        self._start("worker", [BIN / "cordee", "worker"])

    def kill(self, name: str) -> None:
        """Kill -9 the process and all those it started."""
        process = self.running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)

    def kill_database(self) -> None:
        """Kill -9 the server of the database; its children leave by themselves."""
        number = self.cluster.pid()
        assert number
        os.kill(number, signal.SIGKILL)
        until(lambda: self.cluster.pid() is None, "the database is dead")

    def forget_workers(self) -> None:
        """Make as if the dead had been silent for an hour, rather than wait for it."""
        with psycopg.connect(self.cluster.url("postgres"), autocommit=True) as link:
            link.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1h'")

    def value(self, query: str) -> int:
        """The single figure a query gives."""
        with psycopg.connect(self.cluster.url("postgres"), autocommit=True) as link:
            row = link.execute(query).fetchone()
        assert row
        return int(row[0])

    def close(self) -> None:
        """Stop everything."""
        for name in list(self.running):
            self.kill(name)
        if self.asked is not None:
            self.asked.communicate()
        self.cluster.stop()

    def _start(self, name: str, words: list[object]) -> None:
        with (self.home / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [str(word) for word in words],
                env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=2):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False


def until(true: object, what: str) -> None:
    """Wait until `true()`; fails saying `what` did not happen."""
    end = time.monotonic() + PATIENCE
    while not true():  # type: ignore[operator] # a lambda
        assert time.monotonic() < end, f"{what}: not within {PATIENCE:.0f} s"
        time.sleep(0.05)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
