"""What each page costs beside a one-file floor doing the same work, served as in production.

`N=100000 make bench` seeds as many files (1 000 otherwise). The two are asked in turn, one
request at a time; ratios are what counts, the machine may be shared.
"""

import json
import os
import statistics
import sys
import time
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode

import pytest

from cordee.operations import house
from tests.bench.bench_site import Server, migrated, run  # noqa: F401 - the house it fills

N = int(os.environ.get("N", "1000"))
ROUNDS = int(os.environ.get("ROUNDS", "7"))
TIMES = 5
DRAFTS = 2 + 2 * ROUNDS
ANEW = count()
BUDGETS = {
    "page de l’appel": (3, 4),
    "formulaire, lire": (3, 8),
    "formulaire, garder": (3, None),
    "déposer, en entier": (5, 25),
    "liste de l’équipe": (3, 9),
    "liste, un mot": (3, 9),
    "un dossier": (4, 12),
    "accueil du juré": (3, 10),
    "grille, lire": (3, 10),
    "grille, noter": (3, 20),
    "export CSV": (2, 6),
    "export JSON": (2, 6),
}
"""Times the floor, and queries, that a page may cost."""


@pytest.fixture(scope="module")
def scene(migrated):  # noqa: F811 - the fixture
    """A large call; gives its pages."""
    told = run(f"import sys, runpy; sys.argv = ['', '{N}', '{DRAFTS + 2}']\n"
               "runpy.run_module('tests.bench.scene', run_name='__main__')")  # fmt: skip
    return json.loads(told.splitlines()[-1])


class Reader:
    """Someone who asks a server over one connection kept open."""

    def __init__(self, server, page):
        self.link = HTTPConnection("127.0.0.1", server.port, timeout=300)
        self.posted = page["posted"]
        self.headers = {
            "Cookie": f"sessionid={page['session']}", "Host": "localhost",
            "X-CSRFToken": page["secret"], "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip

    def ask(self, address):
        """Milliseconds and kB of an answer, the page it sends on to included."""
        start = time.perf_counter()
        answer = self._send("GET", address) if self.posted is None else self._post(address)
        size = len(answer.read())
        if answer.status == 302:
            answer = self._send("GET", answer.headers["Location"])
            size = len(answer.read())
        took = 1000 * (time.perf_counter() - start)
        assert answer.status == 200, (address, answer.status)
        return took, size / 1024

    def _post(self, address):
        number = next(ANEW)
        fields = {name: text.format(number % 20) for name, text in self.posted.items()}
        return self._send("POST", address, urlencode(fields))

    def _send(self, method, address, body=None):
        self.link.request(method, address, body, self.headers)
        return self.link.getresponse()


def test_each_page_beside_its_floor(scene, capsys):
    with (
        Server("floor", "tests.bench.floor:application") as floor,
        Server("house", "cordee.wsgi:application") as site,
    ):
        before = os.getloadavg()[0]
        rows = [measured(name, page, floor, site) for name, page in scene.items()]
        memory = {"floor": floor.memory(), "house": site.memory()}
    found = {"files": N, "pages": rows, "memory": memory, "load": [before, os.getloadavg()[0]]}
    path = house.ROOT / "var" / f"bench-scenarios-{N}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1))
    with capsys.disabled():
        sys.stdout.write(table(found))


def measured(name, page, floor, site):
    """Floor and house in turn, each round the median of a few requests."""
    sides = [(Reader(floor, page), turns(page["floor"])), (Reader(site, page), turns(page["ours"]))]
    times = 1 if len(page["ours"]) > 1 or "export" in name else TIMES
    sizes = [reader.ask(next(address))[1] for reader, address in sides]
    took = [[], []]
    for _ in range(ROUNDS - 1):
        for side, (reader, address) in enumerate(sides):
            if "export" in name:
                reader.link.close()  # the other side took so long that the server hung up
            found = [reader.ask(next(address))[0] for _ in range(times)]
            took[side].append(statistics.median(found))
    low, ours = map(statistics.median, took)
    ratio, queries = BUDGETS[name]
    for reader, _address in sides:
        reader.link.close()
    return {
        "page": name, "ms": round(ours, 1), "floor": round(low, 1), "ratio": round(ours / low, 1),
        "budget": ratio, "queries": page["queries"], "most": queries, "kB": round(sizes[1]),
    }  # fmt: skip


def turns(addresses):
    """Each address in turn; the same one for ever when there is but one."""
    return (addresses[number % len(addresses)] for number in count())


def table(found):
    head = (
        f"\n  {found['files']:>7} dossiers{'':<12}{'ms':>9}{'plancher':>10}{'×':>7}{'budget':>8}"
        f"{'requêtes':>10}{'budget':>8}{'kio':>8}\n"
    )
    body = "".join(
        f"  {row['page']:<28}{row['ms']:>9}{row['floor']:>10}{row['ratio']:>7}{row['budget']:>8}"
        f"{row['queries']:>10}{row['most'] or '':>8}{row['kB']:>8}{late(row)}\n"
        for row in found["pages"]
    )
    memory, load = found["memory"], found["load"]
    return (
        f"{head}{body}  un processus : {memory['house']:.0f} Mio (plancher "
        f"{memory['floor']:.0f}) ; charge de la machine : {load[0]:.1f} puis {load[1]:.1f}\n"
    )


def late(row):
    """What a page spends above its budget, said in a word."""
    over = row["ratio"] > row["budget"] or (row["most"] and row["queries"] > row["most"])
    return "  au-dessus" if over else ""
