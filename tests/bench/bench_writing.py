"""What writing costs, served as in production: one text saved, then everybody at the deadline.

`N=500 make bench` is the burst of a large call; the default is kind to a shared machine.
"""

import json
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.bench.bench_site import Server, furnished, migrated, run  # noqa: F401 - its house

TEAMS = int(os.environ.get("N", "60"))
HANDS = 16
"""Requests at once: more only wait before the same two processes."""
SAVES = 40
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
call = small(key="charge", windows=[window], eligibility=[], team=None)
edition = publish(call, {}, by=None, at=now)
found = []
for number in range(%d):
    user = accounts.reserve(f"charge.{number}@example.org", at=now)
    file = actions.start(edition, body_name=f"Commune {number}", by=user, at=now)
    for key, value in {"besoins": "Du temps.", "theme": "eau"}.items():
        actions.save_answer(file, key, value, by=user, at=now)
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    client.get(f"/candidatures/{file.public_id}/partie/projet/")
    secret = client.session["_csrftoken"]
    found.append([str(file.public_id), client.cookies["sessionid"].value, secret])
print(json.dumps(found))
"""
COUNT = """
from cordee.operations.house import enter
enter()
from cordee.applications.models import Deposit
from cordee.ledger.models import Message
print(Deposit.objects.filter(application__edition__key="charge").count(),
      Message.objects.filter(key__startswith="receipt:", to__startswith="charge.").count())
"""


def post(server, path, session, secret, fields):
    """Post a form as a browser does; its status and its milliseconds."""
    start = time.perf_counter()
    link = HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {
        "Cookie": f"sessionid={session}", "Host": "localhost", "X-CSRFToken": secret,
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    link.request("POST", path, urlencode(fields), headers)
    answer = link.getresponse()
    answer.read()
    link.close()
    return answer.status, 1000 * (time.perf_counter() - start)


def test_writing(furnished, capsys):  # noqa: F811 - the fixture
    files = json.loads(run(SEED % TEAMS).splitlines()[-1])
    with (
        Server("floor", "tests.bench.floor:application") as floor,
        Server("house", "cordee.wsgi:application") as site,
    ):
        saves, low = _saved(floor, site, *files[0])
        read = site.median(f"/candidatures/{files[0][0]}/partie/projet/", files[0][1])
        burst, took = _burst(site, files)
    deposits, receipts = map(int, run(COUNT).split())
    with capsys.disabled():
        sys.stdout.write(
            f"\n  enregistrer une réponse : {saves:.1f} ms, {saves / low:.1f} × la page nue"
            f"\n  lire une page du formulaire : {read:.1f} ms, {read / low:.1f} × la page nue"
            f"\n  {len(files)} équipes déposent, {HANDS} à la fois : {took:.1f} s, médiane "
            f"{statistics.median(burst):.0f} ms, la plus longue {max(burst):.0f} ms"
            f"\n  dépôts gardés : {deposits}, accusés écrits : {receipts}\n"
        )
    assert deposits == receipts == len(files)


def _saved(floor, site, file, session, secret):
    """The median of a text that grows, and of the bare page measured in between."""
    path, ours, low = f"/candidatures/{file}/reponse/besoins/", [], []
    for number in range(SAVES):
        text = "Du temps. " + "mot " * number
        status, took = post(site, path, session, secret, {"besoins": text})
        assert status == 200
        ours.append(took)
        low.append(floor.median("/") if number % 10 == 0 else low[-1])
    return statistics.median(ours), statistics.median(low)


def _burst(site, files):
    """Everybody hands in at once; each answer's milliseconds, and the seconds for all."""

    def hand_in(one):
        status, took = post(site, f"/candidatures/{one[0]}/deposer/", *one[1:], {})
        assert status == 302
        return took

    start = time.perf_counter()
    with ThreadPoolExecutor(HANDS) as hands:
        took = list(hands.map(hand_in, files))
    return took, time.perf_counter() - start
