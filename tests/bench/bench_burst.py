"""The last minute before a closing: every team hands in, on one machine, served as in production.

`TEAMS=500 SPAN=60` by default: so many teams, spread at random over so many seconds. Nothing may
be lost and nobody should wait more than two seconds; the figures say what this machine did.
"""

import json
import os
import random
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from cordee.operations import house
from tests.bench.bench_site import Server, migrated, run  # noqa: F401 - the house it fills
from tests.bench.bench_writing import COUNT, SEED, post

TEAMS = int(os.environ.get("TEAMS", "500"))
SPAN = float(os.environ.get("SPAN", "60"))
LONGEST = 2000
"""Milliseconds nobody should wait longer than."""


def test_nothing_is_lost_in_the_last_minute(migrated, capsys):  # noqa: F811 - the fixture
    files = json.loads(run(SEED % TEAMS).splitlines()[-1])
    with Server("house", "cordee.wsgi:application") as site:
        answers = _last_minute(site, files)
    deposits, receipts = map(int, run(COUNT).split())
    told = sorted(took for status, took in answers if status == 302)
    figures = {
        "teams": TEAMS, "seconds": SPAN, "told": len(told),
        "deposits": deposits, "receipts": receipts,
        "median": round(statistics.median(told)), "p95": round(told[int(0.95 * len(told))]),
        "longest": round(told[-1]), "late": sum(took > LONGEST for took in told),
        "load": os.getloadavg()[0],
    }  # fmt: skip
    path = house.ROOT / "var" / "bench-burst.json"
    path.write_text(json.dumps(figures, indent=1))
    with capsys.disabled():
        sys.stdout.write(_said(figures))
    assert deposits == receipts == len(told) == TEAMS


def _last_minute(site, files):
    """Each team at its own moment, whoever is still waiting; status and milliseconds of each."""
    draw = random.Random(7)
    begun = time.monotonic() + 1

    def hand_in(one):
        file, moment = one
        time.sleep(max(begun + moment - time.monotonic(), 0))
        return post(site, f"/candidatures/{file[0]}/deposer/", *file[1:], {})

    moments = [draw.uniform(0, SPAN) for _ in files]
    with ThreadPoolExecutor(len(files)) as hands:
        return list(hands.map(hand_in, zip(files, moments, strict=True)))


def _said(one):
    return (
        f"\n  {one['teams']} équipes déposent en {one['seconds']:.0f} s : médiane "
        f"{one['median']} ms, 95 % {one['p95']} ms, la plus longue {one['longest']} ms, "
        f"{one['late']} au-delà de 2 s"
        f"\n  dépôts gardés : {one['deposits']}, accusés écrits : {one['receipts']}"
        f"\n  charge de la machine : {one['load']:.1f}\n"
    )
