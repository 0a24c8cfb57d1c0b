"""Other programs are told what happened: signed, once, at public addresses, and nothing more."""

import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from cordee.kernel.findings import Refused
from cordee.ledger import hooks
from cordee.ledger.actions import record
from cordee.ledger.hooking import carry, check
from cordee.ledger.models import Entry, Hook, HookDelivery
from cordee.ledger.rules.hooks import (
    PAUSES,
    TELLABLE,
    address_faults,
    forbidden,
    pause,
    places_faults,
    signature,
)
from cordee.ledger.waiting import silences
from cordee.reactions import REACTIONS, TOLD_ABROAD
from tests.ledger.cast import NOON, Tried
from tests.ledger.test_pages import team  # noqa: F401 - a fixture

URL = "https://programme.example.org/ecoute?x=1"
PUBLIC = "93.184.215.14"
PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "168.63.129.16",
    "100.100.100.200", "0.1.2.3", "224.0.0.1", "::1", "::", "fe80::1%eth0", "fd00:ec2::254",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:7f00:1::", "ff02::1",
    "pas une adresse",
)  # fmt: skip


def public(host, port):
    return [PUBLIC]


def told(event):
    return {"call": "petit-appel", "address": "https://cordee.example.org/appels/petit-appel/"}


@pytest.fixture
def tried(monkeypatch):
    """The facts of the tests are told abroad."""
    monkeypatch.setitem(TOLD_ABROAD, "tests.tried", "tests.ledger.test_hooks.told")
    monkeypatch.setitem(REACTIONS, "tests.tried", ("cordee.ledger.hooks.watch",))


def registered(url=URL, kinds=TELLABLE):
    return hooks.register(url, kinds, by=None, at=NOON, checking=lambda _: None)


@pytest.fixture
def delivery(db, tried):
    hook = registered()
    Hook.objects.update(kinds=["tests.tried"])
    record(Tried(route=7, note="Camille Martin"), by=None, at=NOON)
    return hook.deliveries.get()


@pytest.fixture
def listener():
    """A program that listens here: what it heard, the status it answers."""

    class Listening(BaseHTTPRequestHandler):
        heard: ClassVar[list[tuple[str, dict[str, str], bytes]]] = []
        status = 204

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.heard.append((self.path, dict(self.headers), body))
            self.send_response(self.status)
            self.send_header("Location", f"http://127.0.0.1:{server.server_port}/ailleurs")
            self.end_headers()

        def log_message(self, *args):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Listening.opening = staticmethod(
        lambda *_: HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    )
    yield Listening
    server.shutdown()
    server.server_close()


def carrying(listener):
    def _carry(url, body, headers):
        return carry(url, body, headers, resolver=public, opening=listener.opening)

    return _carry


@pytest.mark.parametrize("machine", PRIVATE)
def test_no_private_machine_is_ever_asked(machine):
    assert forbidden(machine)
    assert places_faults([PUBLIC, machine])

    def opening(*args):
        raise AssertionError("asked")

    with pytest.raises(Refused):
        carry(URL, b"{}", {}, resolver=lambda *_: [machine], opening=opening)


@pytest.mark.parametrize("machine", [PUBLIC, "2606:4700::1111", "8.8.8.8"])
def test_a_public_machine_may_be_asked(machine):
    assert check(URL, resolver=lambda *_: [machine]) == [machine]


@pytest.mark.parametrize(
    "url",
    ["http://a.example.org/", "https://", "ftp://a.example.org", "https://u:p@a.example.org/",
     "https://a.example.org/ x", "https://a.example.org/#x", "https://é.example.org/",
     "https://a.example.org:99999/", "https://[::1", "https://a.example.org/\\x", "",
     "https://a.example.org/" + "x" * 600],
)  # fmt: skip
def test_a_wrong_address_is_refused_with_words(url):
    assert all(one.blocks and one.sentence.endswith(".") for one in address_faults(url))
    assert address_faults(url)


def test_a_name_that_leads_nowhere_is_refused():
    with pytest.raises(Refused, match="nulle part"):
        check(URL, resolver=lambda *_: [])


def test_the_signature_covers_the_time_and_the_body():
    made = hmac.new(b"s", b"12.{}", hashlib.sha256).hexdigest()
    assert signature("s", 12, b"{}") == f"v1={made}"
    assert len({signature("s", 12, b"{}"), signature("s", 13, b"{}"), signature("t", 12, b"{}"),
                signature("s", 12, b"[]")}) == 4  # fmt: skip


def test_a_message_arrives_signed_and_says_nothing_of_anybody(delivery, listener):
    assert hooks.dispatch(delivery.pk, at=NOON, carrying=carrying(listener)) == "sent"
    [(path, headers, body)] = listener.heard
    assert path == "/ecoute?x=1"
    secret = hooks.secret_of(delivery.hook)
    stamp = int(headers["Cordee-Timestamp"])
    assert headers["Cordee-Signature"] == signature(secret, stamp, body)
    assert headers["Cordee-Delivery"] == str(delivery.public_id)
    said = json.loads(body)
    assert said.keys() == {"id", "kind", "at", "call", "address"}
    assert "Camille" not in body.decode()
    assert hooks.dispatch(delivery.pk, at=NOON, carrying=carrying(listener)) == ""
    assert len(listener.heard) == 1


def test_a_redirection_is_not_followed_and_counts_as_a_failure(delivery, listener):
    listener.status = 302
    assert hooks.dispatch(delivery.pk, at=NOON, carrying=carrying(listener)) == "queued"
    assert [path for path, *_ in listener.heard] == ["/ecoute?x=1"]
    delivery.refresh_from_db()
    assert delivery.answer == "302"


def test_it_is_tried_again_under_one_id_then_given_up_and_told(
    delivery, listener, camille, settings
):
    settings.STAFF_POLICY = "tests.ledger.test_pages.anyone"
    listener.status = 500
    for _ in PAUSES:
        assert hooks.dispatch(delivery.pk, at=NOON, carrying=carrying(listener)) == "queued"
    assert not list(silences(camille, NOON))
    assert hooks.dispatch(delivery.pk, at=NOON, carrying=carrying(listener)) == "failed"
    assert {headers["Cordee-Delivery"] for _, headers, _ in listener.heard} == {
        str(delivery.public_id)
    }
    assert Entry.objects.get(kind="ledger.hook_given_up").payload["attempts"] == len(PAUSES) + 1
    assert len(list(silences(camille, NOON))) == 1
    jobs = ProcrastinateJob.objects.filter(task_name="ledger.tell")
    assert jobs.count() == len(PAUSES) + 1


@pytest.mark.django_db
def test_a_message_that_kills_its_worker_is_given_up_once(delivery):
    for _ in range(2):
        hooks.give_up(delivery_id=delivery.pk, at=NOON)
    delivery.refresh_from_db()
    assert delivery.state == "failed"
    assert "arrêté" in delivery.answer
    assert Entry.objects.filter(kind="ledger.hook_given_up").count() == 1


def test_waits_grow_then_end():
    waits = [pause(number) for number in range(1, len(PAUSES) + 1)]
    assert waits == sorted(waits)
    assert waits[-1] >= timedelta(hours=12)
    assert pause(len(PAUSES) + 1) is None


def test_an_address_that_is_gone_is_not_tried_again(delivery, listener):
    listener.status = 410
    assert hooks.dispatch(delivery.pk, at=NOON, carrying=carrying(listener)) == "failed"


def test_an_address_that_became_private_is_not_asked(delivery):
    def moved(url, body, headers):
        return carry(url, body, headers, resolver=lambda *_: ["10.0.0.1"])

    assert hooks.dispatch(delivery.pk, at=NOON, carrying=moved) == "queued"
    delivery.refresh_from_db()
    assert "réseau privé" in delivery.answer


def test_a_stopped_address_hears_nothing_more(delivery, listener):
    hooks.stop(delivery.hook, by=None, at=NOON)
    assert hooks.dispatch(delivery.pk, at=NOON, carrying=carrying(listener)) == ""
    record(Tried(route=8), by=None, at=NOON)
    assert HookDelivery.objects.count() == 1
    assert listener.heard == []


def test_a_fact_undone_is_told_to_nobody(db, tried):
    registered()
    Hook.objects.update(kinds=["tests.tried"])
    with pytest.raises(ZeroDivisionError):
        undone()
    assert not HookDelivery.objects.exists()


@transaction.atomic
def undone():
    record(Tried(route=1), by=None, at=NOON)
    raise ZeroDivisionError


def test_only_public_facts_are_watched_and_no_step_before_the_release():
    watched = {kind for kind, paths in REACTIONS.items() if "cordee.ledger.hooks.watch" in paths}
    assert watched == set(TELLABLE) == set(TOLD_ABROAD)
    assert {kind for kind in watched if kind.startswith("selection.")} == {"selection.released"}


@pytest.mark.django_db
@pytest.mark.parametrize("kinds", [[], ["selection.ruled"], ["calls.published", "people.erased"]])
def test_other_facts_cannot_be_asked_for(kinds):
    with pytest.raises(Refused):
        registered(kinds=kinds)


@pytest.mark.django_db
def test_an_address_is_registered_once():
    registered()
    with pytest.raises(Refused, match="déjà prévenue"):
        registered()


def test_the_page_shows_the_secret_once(team, monkeypatch):  # noqa: F811 - the fixture
    monkeypatch.setattr("cordee.ledger.hooking.socket.getaddrinfo", lambda *_, **__: [
        (2, 1, 6, "", (PUBLIC, 443))
    ])  # fmt: skip
    page = reverse("ledger:hooks")
    answer = team.post(page, {"url": URL, "kinds": ["calls.published"]})
    secret = hooks.secret_of(Hook.objects.get())
    assert secret in answer.text
    assert "no-store" in answer["Cache-Control"]
    one = reverse("ledger:hook", args=[Hook.objects.get().public_id])
    assert secret not in team.get(page).text + team.get(one).text
    again = team.post(page, {"url": URL, "kinds": ["calls.published"]})
    assert again.status_code == 422
    assert secret not in again.text
    stop = reverse("ledger:stop_hook", args=[Hook.objects.get().public_id])
    assert team.post(stop).status_code == 302
    assert Hook.objects.get().stopped_at is not None


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://[::1]/", "x", "\0", ""])
def test_a_private_or_wrong_address_is_refused_at_registration(team, url):  # noqa: F811 - a fixture, asked for by its name
    answer = team.post(reverse("ledger:hooks"), {"url": url, "kinds": ["calls.published"]})
    assert answer.status_code in {400, 422}
    assert not Hook.objects.exists()


def test_only_the_team_sees_them(client, camille, settings, delivery):
    settings.STAFF_POLICY = "tests.ledger.test_pages.nobody"
    one = [delivery.hook.public_id]
    pages = [reverse("ledger:hooks"), reverse("ledger:hook", args=one)]
    assert [client.get(page).status_code for page in pages] == [302, 302]
    client.force_login(camille)
    assert [client.get(page).status_code for page in pages] == [403, 403]
    assert client.post(reverse("ledger:stop_hook", args=one)).status_code == 403
    assert client.post(pages[0], {"url": URL}).status_code == 403


def test_both_lists_cost_the_same_however_long(team, delivery, cost):  # noqa: F811 - a fixture, asked for by its name
    pages = [reverse("ledger:hooks"), reverse("ledger:hook", args=[delivery.hook.public_id])]
    before = [cost(team, page) for page in pages]
    for number in range(2):
        registered(f"https://autre-{number}.example.org/")
        record(Tried(route=number), by=None, at=NOON)
    assert [cost(team, page) for page in pages] == before


def test_what_was_told_is_forgotten_after_its_time_and_what_waits_is_kept(delivery):
    later = NOON + timedelta(days=91)
    hooks.purge(before=later - timedelta(days=90))
    assert HookDelivery.objects.filter(pk=delivery.pk).exists()
    HookDelivery.objects.filter(pk=delivery.pk).update(state=HookDelivery.State.SENT)
    assert hooks.purge(before=NOON) == 0
    assert hooks.purge(before=later - timedelta(days=90)) == 1
    assert Hook.objects.exists()
