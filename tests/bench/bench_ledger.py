"""What the ledger costs: a fact against a bare insert, many at once, a proof."""

import sys
import threading
from time import perf_counter

import pytest
from django.db import connection, transaction

from cordee.ledger import queries
from cordee.ledger.actions import record
from cordee.ledger.models import Link, Reminder
from cordee.ledger.outbox import post
from cordee.ledger.rules.proof import prove_export, written
from tests.ledger.cast import NOON, Tried

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 500


@pytest.fixture
def say(capsys):
    """Write a figure for whoever runs the bench."""

    def _say(line):
        with capsys.disabled():
            sys.stdout.write(f"\n  {line}")

    return _say


def each(work, times=TIMES):
    """Milliseconds that one call of `work(n)` takes, in a transaction of its own."""
    start = perf_counter()
    for number in range(times):
        with transaction.atomic():
            work(number)
    return 1000 * (perf_counter() - start) / times


def test_what_a_fact_and_a_letter_cost(amina, say):
    def floor(number):
        Reminder.objects.create(rule="bench", person=f"user:{number}", due=NOON)

    def fact(number):
        record(Tried(route=number), by=amina, at=NOON)

    def letter(number):
        post(key=f"bench:{number}", to=amina.email, subject="Essai", text="Essai", at=NOON)

    each(floor, 20), each(fact, 20)
    figures = {"une ligne": each(lambda n: floor(n + 1000)), "un fait": each(fact)}
    figures["un message posté"] = each(letter)
    for name, milliseconds in figures.items():
        say(f"{name:<24} {milliseconds:6.2f} ms")


def test_how_many_facts_a_second_together(amina, say):
    def work():
        each(lambda number: record(Tried(route=number), by=amina, at=NOON), 250)
        connection.close()

    for count in (1, 4, 16):
        threads = [threading.Thread(target=work) for _ in range(count)]
        start = perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rate = 250 * count / (perf_counter() - start)
        say(f"{count:>2} écrivains ensemble     {rate:6.0f} faits/s")
    assert Link.objects.filter(entry__kind=Tried.kind).count() == 250 * 21
    assert queries.proof().sound


def test_what_a_proof_costs(amina, say):
    with transaction.atomic():
        for number in range(5000):
            record(Tried(route=number), by=amina, at=NOON)
    start = perf_counter()
    assert queries.proof().sound
    live = 5000 / (perf_counter() - start)
    lines = list(written(queries.rows()))
    start = perf_counter()
    assert prove_export(lines).sound
    told = 5000 / (perf_counter() - start)
    say(f"preuve dans la base     {live:6.0f} faits/s")
    say(f"preuve d’un export      {told:6.0f} faits/s")
