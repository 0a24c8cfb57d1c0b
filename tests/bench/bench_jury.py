"""Two hundred jurors marking two thousand files at once: nothing lost, flat queries."""

import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cordee.applications.models import Application, Deposit
from cordee.calls.actions import publish
from cordee.kernel.canonical import digest
from cordee.ledger.models import Entry
from cordee.people.models import Person, User
from cordee.selection.models import Assignment, Juror, Mark, Panel
from tests.selection.conftest import CLOSED, DURING, judged

FILES, JURORS, HANDS = 2000, 200, 8
"""Files, jurors, requests in flight."""
CRITERIA = ("pertinence", "equipe")


@pytest.fixture
def jury(transactional_db):
    """The great jury, in the database of the tests."""
    return furnish()


def furnish():
    """A panel of that size, each juror with her share, three readers a file."""
    edition = publish(judged(), {}, by=None, at=datetime(2024, 11, 1, tzinfo=UTC))
    owner = User.objects.create_user("equipe@example.org")
    files = Application.objects.bulk_create(
        Application(edition=edition, body_name=f"Commune {n:04}", owner=owner, started_at=DURING)
        for n in range(FILES)
    )
    deposits = Deposit.objects.bulk_create(_deposit(one, edition, owner) for one in files)
    for file, made in zip(files, deposits, strict=True):
        file.current = made
    Application.objects.bulk_update(files, ["current"], batch_size=500)
    users = User.objects.bulk_create(User(email=f"juree-{n}@example.org") for n in range(JURORS))
    people = Person.objects.bulk_create(
        Person(user=one, email=one.email, given_name="Une", family_name=f"Jurée {rank}")
        for rank, one in enumerate(users)
    )
    panel = Panel.objects.create(edition=edition, stage="jury", label="Jury", opened_at=CLOSED)
    jurors = Juror.objects.bulk_create(
        Juror(panel=panel, person=one, starts=CLOSED, declared_at=CLOSED) for one in people
    )
    Assignment.objects.bulk_create(
        Assignment(juror=jurors[(rank + step * 67) % JURORS], application=file, at=CLOSED)
        for rank, file in enumerate(files)
        for step in range(3)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return panel, users, jurors


def shares(panel, jurors):
    """(juror, files) so that each of the files has one of its readers mark it, once."""
    files = list(Deposit.objects.filter(application__edition=panel.edition).order_by("pk"))
    return [(juror, files[rank::JURORS]) for rank, juror in enumerate(jurors)]


def criterion_of(rank):
    """One mark a file, now on one criterion, now on the other."""
    return CRITERIA[rank % 2]


def _deposit(file, edition, owner):
    content = {
        "edition": edition.key, "step": "", "track": "", "team": [], "attachments": {},
        "body": {"name": file.body_name, "territory": None, "circles": []},
        "answers": {"besoins": "Un récit à écrire ensemble. " * 60},
    }  # fmt: skip
    return Deposit(
        application=file, number=1, version=edition.current, content=content,
        digest=digest(content), at=DURING, by=owner,
    )  # fmt: skip


def _work(job):
    """A juror opens a file, marks a criterion, opens the next: what a browser sends."""
    user, page, saves = job
    client = Client(raise_request_exception=False)
    client.force_login(user)
    took = []
    try:
        for address, fields in ((page, None), *saves):
            begun = time.perf_counter()
            answer = client.get(address) if fields is None else client.post(address, fields)
            took.append((time.perf_counter() - begun, fields is None, answer.status_code))
    finally:
        connections.close_all()
    return took


def test_nothing_is_lost_when_two_hundred_jurors_mark_at_once(jury):
    panel, users, jurors = jury
    jobs, expected = [], {}
    for user, (juror, hers) in zip(users, shares(panel, jurors), strict=True):
        for rank, made in enumerate(hers):
            place = [panel.public_id, made.public_id]
            key = criterion_of(rank)
            value = made.pk % 20 if key == "pertinence" else 10
            saves = [(reverse("selection:save", args=[*place, key]), {f"note-{key}": value})]
            expected[juror.pk, made.pk, key] = Decimal(value)
            jobs.append((user, reverse("selection:file", args=place), saves))
    random.Random(7).shuffle(jobs)
    begun = time.perf_counter()
    with ThreadPoolExecutor(HANDS) as hands:
        took = [one for job in hands.map(_work, jobs) for one in job]
    whole = time.perf_counter() - begun
    assert {status for _time, _read, status in took} == {200}
    kept = {
        (one.juror_id, one.deposit_id, one.criterion): one.value
        for one in Mark.objects.order_by("pk")
    }
    assert kept == expected
    assert len({file for _juror, file, _key in kept}) == FILES
    assert Entry.objects.filter(kind="selection.marked").count() == len(expected)
    for name, reads in (("lire un dossier", True), ("garder une note", False)):
        times = sorted(one for one, read, _status in took if read == reads)
        half, most = statistics.median(times), times[int(0.95 * len(times))]
        figures = f"médiane {half * 1000:.0f} ms, 95 % {most * 1000:.0f} ms"
        print(f"{name} : {len(times)} en {whole:.0f} s, {figures}")  # noqa: T201 - what a bench is for


def test_pages_ask_no_more_at_two_thousand_files(jury):
    panel, users, _jurors = jury
    client = Client()
    client.force_login(users[0])
    place = [panel.public_id]
    for name, most in (("panel", 10), ("grid", 10), ("offline", 10)):
        address = reverse(f"selection:{name}", args=place)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            begun = time.perf_counter()
            assert client.get(address).status_code == 200
            took = time.perf_counter() - begun
        print(f"{name} : {len(seen)} requêtes, {took * 1000:.0f} ms")  # noqa: T201 - what a bench is for
        assert len(seen) <= most, name
