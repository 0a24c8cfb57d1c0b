"""Two hundred jurors of two thousand files, all marking at once, served as in production.

Real processes, real HTTP, a real database; the floor (one bare file of Django) does the same work
in turn. Each of the two thousand files receives a note. Every note sent is then looked for in the
database and in the journal: none may be lost.

    python -m pytest tests/bench/bench_marking.py -o python_files='bench_*.py' -q -s
"""

import json
import os
import random
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tests.bench.bench_jury import FILES, criterion_of
from tests.bench.bench_site import Server, migrated, run  # noqa: F401 - its house
from tests.bench.bench_writing import post

HANDS = int(os.environ.get("HANDS", "16"))
"""Requests at once: more only wait before the same two processes."""
ROUNDS = 5
SEED = """
import json, os
os.environ["CORDEE_DEMO"] = "1"
from cordee.operations.house import enter
enter()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.bench.bench_jury import furnish, shares
panel, users, jurors = furnish()
found, asked = [], {}
for user, (juror, hers) in zip(users, shares(panel, jurors)):
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    files = [str(one.public_id) for one in hers]
    client.get(f"/jury/{panel.public_id}/dossiers/{files[0]}/")
    secret = client.session["_csrftoken"]
    found.append([files, client.cookies["sessionid"].value, secret])
from django.urls import reverse
place = [panel.public_id]
pages = {"board": reverse("selection:panel", args=place),
         "grid": reverse("selection:grid", args=place),
         "file": reverse("selection:file", args=[*place, files[0]]),
         "save": reverse("selection:save", args=[*place, files[0], "pertinence"])}
for name, path in pages.items():
    with CaptureQueriesContext(connection) as seen:
        client.post(path, {"note-pertinence": 7}) if name == "save" else client.get(path)
    asked[name] = len(seen)
from cordee.selection.models import Mark
Mark.objects.filter(juror__panel=panel).delete()
print(json.dumps([str(panel.public_id), found, pages, asked]))
"""
KEPT = """
import json
from cordee.operations.house import enter
enter()
from cordee.ledger.models import Entry
from cordee.selection.models import Mark
marks = Mark.objects.filter(juror__panel__public_id="%s").select_related("deposit")
print(json.dumps(sorted([str(one.deposit.public_id), one.criterion, str(one.juror_id),
                         float(one.value)] for one in marks)))
print(Entry.objects.filter(kind="selection.marked").count())
"""


def test_marking(migrated, capsys):  # noqa: F811 - the fixture
    panel, jurors, pages, asked = json.loads(run(SEED).splitlines()[-1])
    before = int(run(KEPT % panel).splitlines()[-1])
    jobs = [
        (
            pages["save"].replace(last(pages["save"]), file),
            file,
            criterion_of(rank),
            session,
            secret,
        )
        for files, session, secret in jurors
        for rank, file in enumerate(files)
    ]
    random.Random(7).shuffle(jobs)
    with (
        Server("floor", "tests.bench.floor:application") as floor,
        Server("house", "cordee.wsgi:application") as site,
    ):
        rows = [one_page(floor, site, name, pages[name], jurors[-1][1]) for name in READ]
        took, whole, low = burst(floor, site, jobs)
    kept, journal = run(KEPT % panel).splitlines()[-2:]
    kept = json.loads(kept)
    expected = sorted([file, key, note_of(file, key)] for _, file, key, _, _ in jobs)
    found = sorted([file, key, value] for file, key, _, value in kept)
    lost = len({tuple(one) for one in expected} - {tuple(one) for one in found})
    touched = len({file for file, *_ in kept})
    with capsys.disabled():
        sys.stdout.write(told(rows, asked, len(jurors), took, whole, low))
        sys.stdout.write(f"  {touched} dossiers notés sur {FILES}, {lost} note perdue\n")
    assert found == expected
    assert touched == FILES
    assert int(journal) - before == len(jobs)


READ = ("board", "grid", "file")


def last(path):
    """The file named in the address that saves a mark."""
    return path.strip("/").split("/")[-3]


def note_of(file, key):
    """The mark that is sent: always the same for one file and criterion."""
    return float(int(file[:4], 16) % 20 if key == "pertinence" else 10)


def one_page(floor, site, name, path, session):
    """A page read alone, and the same work done by the floor, in turn."""
    ours, low = [], []
    for _ in range(ROUNDS):
        low.append(floor.median("/"))
        ours.append(site.median(path, session))
    return name, statistics.median(ours), statistics.median(low)


def burst(floor, site, jobs):
    """Everybody marks at once: milliseconds of each, seconds for all, the bare page in between."""
    low = [floor.median("/")]

    def mark(job):
        path, file, key, session, secret = job
        address = f"{path.rsplit('/', 2)[0]}/{key}/"
        status, took = post(site, address, session, secret, {f"note-{key}": note_of(file, key)})
        assert status == 200, (status, address)
        return took

    start = time.perf_counter()
    with ThreadPoolExecutor(HANDS) as hands:
        took = list(hands.map(mark, jobs))
    whole = time.perf_counter() - start
    low.append(floor.median("/"))
    return sorted(took), whole, statistics.median(low)


def told(rows, asked, jurors, took, *seconds):
    """The figures, for the note."""
    whole, low = seconds
    lines = [
        f"  {name:<8}{ours:8.1f} ms, {ours / bare:4.1f} × la page nue ({bare:.1f} ms), "
        f"{asked[name]} requêtes"
        for name, ours, bare in rows
    ]
    middle, high = statistics.median(took), took[int(0.95 * len(took))]
    marking = (
        f"  noter : {len(took)} notes en {whole:.1f} s ({len(took) / whole:.0f} par seconde), "
        f"médiane {middle:.0f} ms, {middle / low:.0f} × la page nue, 95 % {high:.0f} ms, "
        f"la plus longue {took[-1]:.0f} ms, "
        f"{asked['save']} requêtes ; la page nue {low:.1f} ms\n"
    )
    who = f"\n  {jurors} membres de jury, {FILES} dossiers, {HANDS} requêtes à la fois"
    return "\n".join([who, *lines, marking])
