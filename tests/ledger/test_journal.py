"""The journal in its database: written with the act, guarded, erasable, provable."""

import threading

import pytest
from django.core.checks import run_checks
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from cordee import reactions
from cordee.ledger import queries
from cordee.ledger.actions import erase_actor, record
from cordee.ledger.checks import reactions_exist
from cordee.ledger.models import Entry, Head, Link
from cordee.ledger.rules.proof import Fault, prove_export, written
from cordee.ledger.sayings import SPOKEN, naming, sentence
from cordee.people.models import User
from tests.ledger.cast import NOON, Tried

committed = pytest.mark.django_db(transaction=True)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def tamper(statement):
    """Change rows as someone who owns the database and switches its guards off."""
    with transaction.atomic():
        sql("SET LOCAL session_replication_role = replica")
        sql(statement)


@committed
def test_facts_are_numbered_without_gaps_in_the_order_of_commits(write):
    write(3)
    assert list(Link.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    assert Head.objects.get().sequence == 3
    assert queries.proof().sound


@transaction.atomic
def undone(by):
    """Record a fact, then fail."""
    record(Tried(route=2), by=by, at=NOON)
    raise ZeroDivisionError


@committed
def test_a_rollback_leaves_no_trace_not_even_a_gap(write, camille):
    write(1)
    with pytest.raises(ZeroDivisionError):
        undone(camille)
    write(1)
    assert list(Link.objects.values_list("sequence", flat=True)) == [1, 2]
    assert Entry.objects.count() == 2


@committed
def test_an_act_undone_within_a_larger_one_leaves_no_trace(write, camille):
    with transaction.atomic():
        record(Tried(route=1), by=camille, at=NOON)
        with pytest.raises(ZeroDivisionError):
            undone(camille)
    assert [entry.payload["route"] for entry in Entry.objects.all()] == [1]
    assert queries.proof().sound


@committed
def test_a_fact_is_refused_outside_a_transaction(camille):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record(Tried(route=1), by=camille, at=NOON)
    assert not Entry.objects.exists()


def together(count, work):
    """Run `work(n)` in so many threads at once, each with its connection; raise what they raise."""
    gate, errors = threading.Barrier(count), []

    def run(number):
        try:
            gate.wait(20)
            work(number)
        except Exception as error:  # noqa: BLE001 - told to the test below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not errors, errors


@committed
def test_many_transactions_at_once_neither_fork_nor_lose_nor_block(camille):
    def work(number):
        for turn in range(10):
            with transaction.atomic():
                record(Tried(route=number), by=camille, at=NOON)
                record(Tried(route=turn), by=None, at=NOON)

    together(8, work)
    assert queries.proof().entries == 160
    assert queries.proof().sound


@committed
def test_a_long_act_does_not_hold_the_others(camille):
    started, release = threading.Event(), threading.Event()

    def long_act(_):
        with transaction.atomic():
            record(Tried(route=1), by=camille, at=NOON)
            started.set()
            assert release.wait(20)

    thread = threading.Thread(target=lambda: (long_act(0), connection.close()))
    thread.start()
    assert started.wait(20)
    with transaction.atomic():
        sql("SET LOCAL lock_timeout = '5s'")
        record(Tried(route=2), by=camille, at=NOON)
    assert [link.entry.payload["route"] for link in Link.objects.all()] == [2]
    release.set()
    thread.join(20)
    assert [link.entry.payload["route"] for link in Link.objects.all()] == [2, 1]
    assert queries.proof().sound


@committed
def test_the_head_is_taken_after_every_foreign_key_so_that_commits_cannot_deadlock(write, camille):
    """One commit checks a foreign key on a row another transaction holds, then both chain."""
    write(1)
    sql("CREATE TABLE owner (id int PRIMARY KEY)")
    sql(
        "CREATE TABLE owned (owner int NOT NULL REFERENCES owner(id) DEFERRABLE INITIALLY DEFERRED)"
    )
    sql("INSERT INTO owner VALUES (1)")
    held, waiting = threading.Event(), threading.Event()

    def work(number):
        if number:
            with transaction.atomic():
                sql("SELECT 1 FROM owner WHERE id = 1 FOR UPDATE")
                record(Tried(route=0), by=camille, at=NOON)
                held.set()
                assert waiting.wait(20)
                until_blocked()
            return
        assert held.wait(20)
        with transaction.atomic():
            record(Tried(route=1), by=camille, at=NOON)
            sql("INSERT INTO owned VALUES (1)")
            waiting.set()

    together(2, work)
    assert queries.proof().entries == 3


def until_blocked():
    """Wait until some commit waits for one of our locks."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    for _ in range(2000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(query)
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.005)")
    raise AssertionError("nobody waited")


REWRITINGS = [
    "UPDATE ledger_entry SET kind = 'x'",
    "UPDATE ledger_entry SET payload = '{}'",
    "UPDATE ledger_entry SET actor_label = 'someone else'",
    "UPDATE ledger_entry SET actor_label = ''",
    "UPDATE ledger_entry SET actor_key = '', actor_label = '', actor_salt = '', kind = 'x'",
    "UPDATE ledger_entry SET actor_commitment = ''",
    "DELETE FROM ledger_entry",
    "TRUNCATE ledger_entry CASCADE",
    "UPDATE ledger_link SET digest = ''",
    "DELETE FROM ledger_link",
    "TRUNCATE ledger_link",
    "INSERT INTO ledger_link (sequence, entry_id, previous, digest) VALUES (9, 9, '', '')",
    "UPDATE ledger_head SET sequence = 0",
    "DELETE FROM ledger_head",
    "TRUNCATE ledger_head",
]


@committed
def test_the_database_itself_refuses_to_rewrite_the_journal(write, subtests):
    write(2)
    for statement in REWRITINGS:
        with subtests.test(statement), pytest.raises(IntegrityError, match="append-only"):
            sql(statement)
    assert queries.proof().entries == 2


TAMPERINGS = [
    ("UPDATE ledger_entry SET payload = '{\"route\": 1.5}' WHERE id = %s", "ALTERED", 3),
    ("UPDATE ledger_entry SET at = at + interval '1 s' WHERE id = %s", "ALTERED", 3),
    ("UPDATE ledger_entry SET actor_label = 'x' WHERE id = %s", "ALTERED", 3),
    ("UPDATE ledger_link SET digest = repeat('0', 64) WHERE entry_id = %s", "ALTERED", 3),
    ("DELETE FROM ledger_entry WHERE id = %s", "MISSING", 3),
    ("DELETE FROM ledger_entry WHERE id > %s", "MISSING", 4),
    ("DELETE FROM ledger_link WHERE entry_id > %s", "MISSING", 4),
    ("UPDATE ledger_head SET digest = 'x' WHERE %s > 0", "ALTERED", 4),
    ("DELETE FROM ledger_head WHERE %s > 0", "INSERTED", 1),
    (
        "UPDATE ledger_entry SET actor_key='', actor_label='', actor_salt='' WHERE id = %s",
        "ERASED",
        3,
    ),
    (
        """INSERT INTO ledger_entry (at, kind, subject_type, subject_id, payload, actor_key,
        actor_label, actor_salt, actor_commitment, content) SELECT at, kind, '', '', '{}',
        '', '', '', '', '' FROM ledger_entry WHERE id = %s""",
        "INSERTED",
        5,
    ),
]


@committed
def test_whoever_switches_the_guards_off_is_found(write, subtests):
    write(4)
    third = Link.objects.get(sequence=3).entry_id
    for statement, fault, sequence in TAMPERINGS:
        with subtests.test(statement), transaction.atomic():
            tamper(statement % third)
            proof = queries.proof()
            transaction.set_rollback(True)
            assert (proof.fault, proof.sequence) == (Fault[fault], sequence)
    assert queries.proof().sound


@committed
def test_a_head_noted_elsewhere_must_still_be_in_the_chain(write):
    write(2)
    noted = queries.proof().head
    write(1)
    assert queries.proof(head=noted).sound
    assert queries.proof(head="f" * 64).fault is Fault.ALTERED


@committed
def test_erasing_someone_keeps_the_chain_valid_and_says_so(write, camille):
    staff = User.objects.create_user("dominique@example.org")
    write(3)
    write(1, by=staff)
    assert erase_actor(f"user:{camille.pk}", by=staff, at=NOON) == 3
    assert queries.proof().sound
    assert prove_export(written(queries.rows())).sound
    assert b"camille" not in b"".join(written(queries.rows()))
    assert Entry.objects.last().payload == {"sequences": [1, 2, 3]}
    assert sentence(Entry.objects.first()) == "Une personne effacée a essayé la voie 0."
    assert erase_actor(f"user:{camille.pk}", by=staff, at=NOON) == 0


@committed
def test_who_erases_themself_is_not_named_by_the_erasure(write, camille):
    write(1)
    with transaction.atomic():
        record(Tried(route=5), by=camille, at=NOON)
        assert erase_actor(f"user:{camille.pk}", by=camille, at=NOON) == 2
    assert not Entry.objects.exclude(actor_label="").exists()
    assert queries.proof().sound


def heard(monkeypatch, *names):
    """React to `tests.tried` with so many functions that write down their name."""
    said = []

    def made(name):
        def react(event, *, by, at):
            said.append((name, event.route, connection.in_atomic_block))
            if name == "refuses":
                raise ZeroDivisionError

        return react

    for name in names:
        monkeypatch.setattr(f"tests.ledger.cast.{name}", made(name), raising=False)
    paths = tuple(f"tests.ledger.cast.{name}" for name in names)
    monkeypatch.setitem(reactions.REACTIONS, "tests.tried", paths)
    return said


@pytest.fixture(autouse=True)
def _no_reaction_is_remembered():
    from cordee.ledger.actions import reaction  # noqa: PLC0415 - once the house is ready

    reaction.cache_clear()
    yield
    reaction.cache_clear()


@pytest.mark.django_db
def test_reactions_follow_in_their_order_within_the_transaction(monkeypatch, camille):
    said = heard(monkeypatch, "first", "second")
    record(Tried(route=4), by=camille, at=NOON)
    assert said == [("first", 4, True), ("second", 4, True)]


@committed
def test_a_reaction_that_fails_undoes_the_act(monkeypatch, camille):
    heard(monkeypatch, "first", "refuses")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(Tried(route=4), by=camille, at=NOON)
    assert not Entry.objects.exists()


def test_the_reactions_of_the_house_all_exist():
    assert not reactions_exist()


def test_a_reaction_to_nothing_or_that_leads_nowhere_is_refused(monkeypatch):
    monkeypatch.setitem(reactions.REACTIONS, "tests.nothing", ("cordee.nowhere.react",))
    monkeypatch.setitem(reactions.REACTIONS, "tests.tried", ("cordee.ledger.rules.chain.ORIGIN",))
    assert sorted(error.id for error in run_checks() if error.id.startswith("ledger")) == [
        "ledger.E001",
        "ledger.E002",
        "ledger.E002",
    ]


@pytest.mark.django_db
def test_a_fact_is_signed_by_the_name_of_the_person(amina):
    entry = record(Tried(route=4), by=amina, at=NOON)
    assert sentence(entry) == "Amina Benali a essayé la voie 4."
    assert (entry.actor_key, amina.email in str(vars(entry))) == (f"user:{amina.pk}", False)


@pytest.mark.django_db
def test_a_fact_that_no_code_knows_any_more_keeps_its_kind():
    assert sentence(Entry(kind="gone.away", payload={})) == "gone.away"
    assert sentence(Entry(kind="tests.tried", payload={})) == "tests.tried"


def test_two_facts_cannot_bear_one_name():
    with pytest.raises(TypeError, match=r"tests\.tried"):
        type("Other", (Tried,), {})


@pytest.mark.parametrize(("language", "count", "told"), [
    ("fr", 0, "0\u00a0note"), ("fr", 1, "1\u00a0note"), ("fr", 2, "2\u00a0notes"),
    ("en", 0, "0\u00a0notes"), ("en", 1, "1\u00a0note"),
])  # fmt: skip
def test_what_a_fact_counts_agrees_with_its_number(language, count, told):
    with override(language):
        assert SPOKEN.format("{n:note|notes}", n=count) == told


def test_the_name_of_a_kind_of_fact_keeps_what_it_counts():
    assert naming("applications.mailed") == "A écrit à … destinataires d’un appel"
