"""The same bytes on any machine: other hash seed, locale, time zone, order of the lists."""

import json
import os
import random
import subprocess
import sys
from functools import cache
from hashlib import sha256

from cordee.journeys.solvers import SOLVERS, solve
from tests.bench.bench_assign import assignment
from tests.bench.bench_journeys import KINDS
from tests.bench.calls import call

ELSEWHERE = """
import json, sys
from hashlib import sha256
from cordee.journeys.solvers import solve
for kind, document in json.load(sys.stdin):
    sys.stdout.write(sha256(solve(kind, document)[1]).hexdigest() + chr(10))
"""
PEOPLED = {"participants", "people", "staff", "territories", "slots", "visits", "past_pairs"}


def lighter(kind, document):
    """A bench document cut down to what a test can wait for."""
    document = dict(document)
    if kind == "groups":
        document["participants"] = document["participants"][:120]
        known = {each["id"] for each in document["participants"]}
        document["past_pairs"] = [p for p in document["past_pairs"] if known.issuperset(p)]
        document["groups"] = dict.fromkeys(document["groups"], 4)
    if kind == "visits":
        document["visits"] = document["visits"][:12]
        document["people"] = document["people"][:60]
        document["km"] = [row[:60] for row in document["km"][:12]]
        known = {each["id"] for part in ("visits", "people") for each in document[part]}
        document["wishes"] = [w for w in document["wishes"] if known.issuperset(w)]
    if kind == "halfdays":
        document["territories"] = document["territories"][:8]
        document["people"] = document["people"][:32]
    return document


def documents():
    """One document of each kind."""
    draw = random.Random(7)
    found = [(kind, lighter(kind, make(draw))) for kind, make in KINDS.items()]
    found.append(("select", call(40, 9, seed=5, soft=True)))
    found.append(("select", call(150, 12, seed=5)))
    found.append(("explain", call(12, 4, seed=5)))
    order = ["shortfall", "below_min", "no_expert", "affinity"]
    found.append(("assign", assignment(60, 12, order=order)))
    found.append(("assign", assignment(30, 6, order=["shortfall", "maxmin", "affinity"], cap=1)))
    asking = [{"id": f"f{n}", "wishes": ["a", "b"], "merit": str(n)} for n in range(5)]
    hosts = [{"id": "a", "max": 2}, {"id": "b", "max": 2}]
    found.append(("place", {"format": "cordee-place/1", "files": asking, "hosts": hosts}))
    return found


@cache
def here():
    """Each document with its kind and what is answered here, found once for both tests."""
    return [(kind, document, solve(kind, document)) for kind, document in documents()]


def test_every_kind_answers_the_same_bytes_elsewhere():
    told = [(kind, document) for kind, document, _ in here()]
    assert {kind for kind, _ in told} == set(SOLVERS)
    seed = "99" if os.environ.get("PYTHONHASHSEED") != "99" else "1"
    elsewhere = {"PYTHONHASHSEED": seed, "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kolkata"}
    run = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=json.dumps(told), env=os.environ | elsewhere, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert run.stdout.split() == [sha256(answer[1]).hexdigest() for _, _, answer in here()]


def test_shuffled_people_change_no_byte():
    draw = random.Random(3)
    for kind, document, answer in here():
        if kind in {"visits", "assign", "explain"}:  # their matrices follow their lists
            continue
        shuffled = {
            key: draw.sample(value, len(value)) if key in {*PEOPLED, "candidates"} else value
            for key, value in document.items()
        }
        assert solve(kind, shuffled) == answer, kind
