"""What a page costs, served as in production: floor and house in turn, one request at a time."""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from cordee.operations import house, ports, serving
from cordee.operations.children import Child

ROUNDS = 8
TIMES = 10
READY = 120
PLAY = "from cordee.cli import main; raise SystemExit(main(['demo', 'play']))"
COUNT = """
import json, sys, os
os.environ["CORDEE_DEMO"] = "1"
from cordee.operations.house import enter
enter()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.bench.pages import pages
found = []
for name, path, user in pages():
    client = Client(HTTP_HOST="localhost")
    if user:
        client.force_login(user)
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        response = client.get(path)
    cookie = client.cookies.get("sessionid")
    found.append([name, path, cookie.value if cookie else "", response.status_code,
                  len(response.content), len(seen)])
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A house of its own with its tables and nobody in it."""
    patch = pytest.MonkeyPatch()
    patch.delenv("DATABASE_URL", raising=False)
    patch.setenv("CORDEE_VAR", str(tmp_path_factory.mktemp("bench")))
    patch.setenv("CORDEE_DEMO", "1")
    run("from cordee.cli import main; main(['migrate', '-v0'])")
    run("from cordee.cli import main; main(['collectstatic', '--no-input', '-v0'])", hashed=True)
    yield
    house.cluster().erase()
    patch.undo()


@pytest.fixture(scope="module")
def furnished(migrated):
    """The same, the year of the demonstration played."""
    run(PLAY)


def run(code, *, hashed=False):
    env = os.environ | ({"CORDEE_STATIC_HASHED": "1"} if hashed else {})
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, env=env
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Server(Child):
    """A server on a port of its own."""

    def __init__(self, name, application):
        self.port = ports.first_free("127.0.0.1", 18_100)
        words = [*serving.command("127.0.0.1", self.port)[:-1], application]
        super().__init__(name, words, serving.environment(), house.var() / "log" / name)

    def __enter__(self):
        self.start()
        end = time.monotonic() + READY
        while time.monotonic() < end:
            try:
                self.get("/")
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise AssertionError(self.last_words())

    def __exit__(self, *_):
        self.stop()

    def get(self, path, session=""):
        link = HTTPConnection("127.0.0.1", self.port, timeout=60)
        link.request("GET", path, headers={"Cookie": f"sessionid={session}", "Host": "localhost"})
        answer = link.getresponse()
        answer.read()
        link.close()
        return answer.status

    def median(self, path, session=""):
        """Milliseconds of one request, the median of a few."""
        took = []
        for _ in range(TIMES):
            start = time.perf_counter()
            self.get(path, session)
            took.append(1000 * (time.perf_counter() - start))
        return statistics.median(took)

    def memory(self):
        """Megabytes of its heaviest process."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return max(resident(pid) for pid in [self.process.pid, *map(int, listed.split())])


def resident(pid):
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def test_pages(furnished, capsys):
    pages = json.loads(run(COUNT).splitlines()[-1])
    with (
        Server("floor", "tests.bench.floor:application") as floor,
        Server("house", "cordee.wsgi:application") as site,
    ):
        rows = list(measured(floor, site, pages))
        memory = site.memory()
    path = house.ROOT / "var" / "bench-site.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"pages": rows, "memory": memory}, ensure_ascii=False, indent=1))
    with capsys.disabled():
        sys.stdout.write(table(rows, memory))
    assert all(row["status"] == 200 for row in rows)


def measured(floor, site, pages):
    for name, path, session, _, size, queries in pages:
        status = site.get(path, session)
        low, ours = [], []
        for _ in range(ROUNDS):
            low.append(floor.median("/"))
            ours.append(site.median(path, session))
        low, ours = statistics.median(low), statistics.median(ours)
        yield {
            "page": name, "status": status, "ms": round(ours, 2), "floor": round(low, 2),
            "ratio": round(ours / low, 1), "queries": queries, "kB": round(size / 1024, 1),
        }  # fmt: skip


def table(rows, memory):
    head = f"\n  {'page':<34}{'ms':>8}{'plancher':>10}{'×':>6}{'requêtes':>10}{'kio':>7}\n"
    body = "".join(
        f"  {row['page']:<34}{row['ms']:>8}{row['floor']:>10}{row['ratio']:>6}"
        f"{row['queries']:>10}{row['kB']:>7}  {'' if row['status'] == 200 else row['status']}\n"
        for row in rows
    )
    return f"{head}{body}  un processus du site : {memory:.0f} Mio\n"
