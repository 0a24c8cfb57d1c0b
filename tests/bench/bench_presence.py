"""The whole room signs within two minutes, on one machine: nothing lost, figures printed.

`PEOPLE=300 SECONDS=120` by default.
"""

import json
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.stories import mountain
from tests.stories.mountain import Mountain

PEOPLE = int(os.environ.get("PEOPLE", "300"))
SECONDS = float(os.environ.get("SECONDS", "120"))
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENT = 60
PATIENCE = 900.0
"""Seconds to furnish a house of its own, on a machine that does other things."""
SIGNED = 302


class Hand:
    """One phone: opens its link, presses the button; tries again when nobody answers."""

    def __init__(self, port, path, after):
        self.port, self.path, self.after = port, path, after
        self.read = self.wrote = 0.0
        self.status, self.tries = 0, 0

    def sign(self):
        """Wait for one's turn, then insist until the answer is sure."""
        time.sleep(self.after)
        end = time.monotonic() + PATIENT
        while self.status != SIGNED and time.monotonic() < end:
            self.tries += 1
            try:
                self._once()
            except (OSError, HTTPException):
                time.sleep(0.5)

    def _once(self):
        link = HTTPConnection("127.0.0.1", self.port, timeout=30)
        start = time.perf_counter()
        link.request("GET", self.path)
        page = link.getresponse()
        text = page.read().decode()
        self.read = time.perf_counter() - start
        token = TOKEN.search(text)
        if token is None:
            raise HTTPException(f"{page.status}: no form")
        cookie = (page.getheader("Set-Cookie") or "").partition(";")[0]
        body = f"csrfmiddlewaretoken={token[1]}&mode=remote"
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        start = time.perf_counter()
        link.request("POST", self.path, body, kind)
        answer = link.getresponse()
        answer.read()
        self.wrote = time.perf_counter() - start
        self.status = answer.status
        link.close()


def burst(people, seconds):
    """Let everyone sign; gives the figures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Mountain(Path(folder))
        try:
            home.furnish()
            home.cluster.start()
            paths = home.ask("tests.bench.room:gather", str(people))
            home.start_web()
            hands, took = _signed(home.port, paths, seconds)
            written = home.ask("tests.bench.room:written")
        finally:
            home.close()
    read, wrote = (sorted(getattr(one, name) for one in hands) for name in ("read", "wrote"))
    return {
        "people": people,
        "seconds": round(took, 1),
        "answers": dict(Counter(str(one.status) for one in hands)),
        "tries": sum(one.tries for one in hands),
        "page_ms": _told(read),
        "sign_ms": _told(wrote),
        "written": written,
        "lost": people - written["people"],
    }


def _signed(port, paths, seconds):
    draw = random.Random(7)
    hands = [Hand(port, path, draw.random() * seconds) for path in paths]
    threads = [threading.Thread(target=one.sign) for one in hands]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return hands, time.monotonic() - start


def _told(values):
    p95 = values[int(len(values) * 0.95) - 1]
    return {"median": round(statistics.median(values) * 1000), "p95": round(p95 * 1000),
            "worst": round(values[-1] * 1000)}  # fmt: skip


def test_nobody_is_lost_when_the_whole_room_signs(django_db_setup, capsys):
    mountain.PATIENCE = PATIENCE
    found = burst(PEOPLE, SECONDS)
    with capsys.disabled():
        sys.stdout.write(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    assert found["lost"] == found["written"]["twice"] == 0
