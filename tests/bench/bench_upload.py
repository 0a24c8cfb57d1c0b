"""A file of two hundred megabytes, really sent: what it weighs, cut connections and killed servers.

The pieces go through the very addresses that the page's script speaks to.
"""

import hashlib
import json
import os
import re
import signal
import socket
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from tests.bench.bench_site import Server, migrated, run  # noqa: F401 - its house

MEGABYTES = int(os.environ.get("MEGABYTES", "200"))
MEGABYTE = 1024 * 1024
MOST_HEAVIER = 80
"""Megabytes that a web process may grow by: some pieces, never the file.

Measured, two cores loaded at 11: 8 for a file of 20, 44 for one of 200, once it is put together.
"""
PATIENCE = 30
SEED = """
import json, os
os.environ["CORDEE_DEMO"] = "1"
from cordee.operations.house import enter
enter()
from django.test import Client
from django.utils import timezone
from cordee.applications import actions
from cordee.calls.actions import publish
from cordee.people.actions import accounts
from tests.applications.conftest import small
now = timezone.now()
window = {"key": "w", "opens": "2020-01-01", "closes": "2098-12-19T12:00"}
asked = {"key": "plan", "label": "Plan", "kind": "file", "types": ["pdf"], "max_mb": 200,
         "max": 2}
form = {"sections": [{"key": "projet", "label": "Projet", "questions": [asked]}]}
call = small(key="lourd", windows=[window], eligibility=[], team=None, form=form)
edition = publish(call, {}, by=None, at=now)
user = accounts.reserve("lourd@example.org", at=now)
file = actions.start(edition, body_name="Lens", by=user, at=now)
client = Client(HTTP_HOST="localhost")
client.force_login(user)
client.get(f"/candidatures/{file.public_id}/partie/projet/")
print(json.dumps([str(file.public_id), client.cookies["sessionid"].value,
                  client.session["_csrftoken"]]))
"""
KEPT = """
import hashlib, json
from cordee.operations.house import enter
enter()
from cordee.applications.models import Attachment, Upload
digest, rows = hashlib.sha256(), list(Attachment.objects.order_by("-size")[:1])
for one in rows:
    with one.content.open() as kept:
        for part in iter(lambda: kept.read(1 << 20), b""):
            digest.update(part)
print(json.dumps([len(rows), rows[0].size if rows else 0, digest.hexdigest(),
                  Upload.objects.count()]))
"""


def heavy(path: Path, size: int) -> str:
    """A PDF of one page that carries noise up to `size` bytes; its SHA-256."""
    objects = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    )
    end = b"\nendstream endobj\n"
    noise = size - len(objects) - 700
    head = b"4 0 obj<</Length %d>>stream\n" % noise
    body = Random(7)  # noise that no compression would hide
    with path.open("wb") as out:
        out.write(objects + head)
        for _ in range(noise // MEGABYTE):
            out.write(body.randbytes(MEGABYTE))
        out.write(body.randbytes(noise % MEGABYTE) + end)
        starts = [objects.index(b"%d 0 obj" % number) for number in (1, 2, 3)] + [len(objects)]
        where = out.tell()
        rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
        table = b"xref\n0 5\n0000000000 65535 f \n" + rows
        tail = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % where
        out.write(table + tail)
    digest = hashlib.sha256()
    with path.open("rb") as done:
        for part in iter(lambda: done.read(MEGABYTE), b""):
            digest.update(part)
    return digest.hexdigest()


class Sender:
    """The script of the page: announces, sends each piece, asks where to go on."""

    def __init__(self, server: Server, file: str, session: str, secret: str) -> None:
        self.server, self.file = server, file
        self.headers = {"Cookie": f"sessionid={session}", "Host": "localhost",
                        "X-CSRFToken": secret}  # fmt: skip

    def ask(self, method, path, body=None, **more):
        """The answer as JSON; asked again while nobody is there, as a script does."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(OSError, HTTPException):
                return self._asked(method, path, body, self.headers | more)
            time.sleep(0.2)
        raise AssertionError(self.server.last_words())

    def _asked(self, method, path, body, headers):
        link = HTTPConnection("127.0.0.1", self.server.port, timeout=120)
        link.request(method, path, body, headers)
        answer = link.getresponse()
        text = answer.read()
        link.close()
        assert answer.status in {200, 409}, (answer.status, text[:300])
        return json.loads(text)

    def begin(self, name, size):
        """Announce the file."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        said = self.ask("POST", f"/candidatures/{self.file}/pieces/plan/envoi/",
                        urlencode({"name": name, "size": size}), **form)  # fmt: skip
        self.url, self.length = said["url"], said["piece"]
        return said["received"]

    def piece(self, data, start):
        """Send one piece; how much is there then."""
        more = {"X-Start": str(start), "X-Digest": hashlib.sha256(data).hexdigest(),
                "Content-Type": "application/octet-stream"}  # fmt: skip
        return self.ask("POST", self.url, data, **more)["received"]

    def cut(self, data, start):
        """Send half a piece, then pull the cable out."""
        lines = [f"POST {self.url} HTTP/1.1", *(f"{k}: {v}" for k, v in self.headers.items()),
                 f"X-Start: {start}", f"Content-Length: {len(data)}", "", ""]  # fmt: skip
        with socket.create_connection(("127.0.0.1", self.server.port)) as link:
            link.sendall("\r\n".join(lines).encode() + data[: len(data) // 2])

    def received(self):
        """Where to go on, once someone answers again."""
        return self.ask("GET", self.url)["received"]


def processes(server):
    """The web processes: the one that was started, and those that answer."""
    pid = server.process.pid
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [pid, *map(int, listed.split())]


def highest(server):
    """Megabytes of the heaviest web process at its highest."""
    found = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
             for pid in processes(server)]  # fmt: skip
    return max(int(one[1]) / 1024 for one in found if one)


def test_upload(migrated, tmp_path, capsys):  # noqa: F811 - the fixture
    path, size = tmp_path / "plan.pdf", MEGABYTES * MEGABYTE
    digest = heavy(path, size)
    size = path.stat().st_size
    file, session, secret = json.loads(run(SEED).splitlines()[-1])
    with Server("house", "cordee.wsgi:application") as site:
        sender = Sender(site, file, session, secret)
        _warm(sender, tmp_path / "petit.pdf")
        at = sender.begin("plan.pdf", size)
        rest, peaks, began = highest(site), [], time.perf_counter()
        at = _send(sender, path, at, size // 3)
        sender.cut(_part(path, at, sender.length), at)
        assert sender.received() == at
        at = _send(sender, path, at, 2 * size // 3)
        peaks.append(highest(site))
        os.kill(processes(site)[-1], signal.SIGKILL)
        again = time.perf_counter()
        assert sender.received() == at
        assert sender.begin("plan.pdf", size) == at
        recovered = time.perf_counter() - again
        _send(sender, path, at, size)
        sent = time.perf_counter() - began
        peaks.append(highest(site))
        last = time.perf_counter()
        sender.ask("POST", f"{sender.url}achever/")
        finished = time.perf_counter() - last
        peaks.append(highest(site))
    count, kept, written, left = json.loads(run(KEPT).splitlines()[-1])
    with capsys.disabled():
        sys.stdout.write(
            f"\n  {size / MEGABYTE:.0f} Mo en {sent:.0f} s ({size / MEGABYTE / sent:.0f} Mo/s), "
            f"câble arraché une fois, processus web tué une fois (repris en {recovered:.1f} s)"
            f"\n  achever (contrôle, empreinte, rangement) : {finished:.1f} s"
            f"\n  mémoire du processus le plus lourd : {rest:.0f} Mo au début, au plus "
            f"{max(peaks):.0f} Mo (envoi {max(peaks[:2]):.0f}, fin {peaks[2]:.0f})"
            f"\n  identique octet pour octet, "
            f"envois en cours : {left}\n"
        )
    assert (count, kept, written, left) == (1, size, digest, 0)
    assert max(peaks) - rest < MOST_HEAVIER


def _warm(sender, path):
    """A small file sent whole: what a process learns once is not the weight of a large one."""
    heavy(path, 4 * MEGABYTE)
    size = path.stat().st_size
    _send(sender, path, sender.begin(path.name, size), size)
    sender.ask("POST", f"{sender.url}achever/")


def _part(path, at, length):
    with path.open("rb") as handle:
        handle.seek(at)
        return handle.read(length)


def _send(sender, path, at, until):
    """Send pieces until that byte at least; where it stands then."""
    while at < until:
        at = sender.piece(_part(path, at, sender.length), at)
    return at
