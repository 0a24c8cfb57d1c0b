import os
import signal
import subprocess
import sys

import psycopg
import pytest

from cordee.operations import house
from cordee.operations.postgres import Cluster
from cordee.operations.sockets import LONGEST, NAME


@pytest.fixture
def cluster(tmp_path):
    """A throw-away cluster in a folder whose name holds all that shells dislike."""
    made = Cluster(tmp_path / "a house, 'with' \"$odd\" é", {"fsync": "off"})
    yield made
    made.erase()


def value(cluster, query):
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as link:
        return link.execute(query).fetchone()[0]


def test_starting_twice_starts_once_and_stopping_twice_stops_once(cluster):
    assert cluster.start() is True
    assert cluster.start() is False
    assert cluster.answers()
    assert cluster.stop() is True
    assert cluster.stop() is False
    assert not cluster.answers()


def test_what_was_committed_before_a_kill_is_there_after_it(cluster):
    cluster.start()
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as link:
        link.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(cluster.pid(), signal.SIGKILL)
    while cluster.pid():
        pass
    assert cluster.start() is True
    assert value(cluster, "SELECT answer FROM kept") == 42


def test_a_stale_file_naming_a_living_stranger_is_no_obstacle(cluster):
    cluster.start()
    cluster.stop()
    stale = cluster.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{cluster.data}\n0\n5432\n\n\n\nready\n")
    assert cluster.pid() is None
    assert cluster.start() is True


def test_a_half_written_cluster_is_written_again(cluster):
    (cluster.data / "base").mkdir(parents=True)
    assert cluster.start() is True


def test_the_socket_of_a_deep_folder_stays_short_enough(tmp_path):
    deep = Cluster(tmp_path / ("d" * 120) / "house", {"fsync": "off"})
    assert len(os.fsencode(deep.sockets / NAME)) <= LONGEST
    try:
        assert deep.start() is True
        assert value(deep, "SELECT 1") == 1
    finally:
        deep.erase()


def test_the_order_and_the_case_of_accented_letters_do_not_depend_on_the_machine(cluster):
    cluster.start()
    assert value(cluster, "SELECT lower('ÉLU') || upper('œ')") == "éluŒ"


def test_the_extensions_that_search_needs_are_there(cluster):
    cluster.start()
    names = value(
        cluster,
        "SELECT array_agg(name::text ORDER BY name) FROM pg_available_extensions "
        "WHERE name IN ('unaccent', 'pg_trgm', 'btree_gist')",
    )
    assert names == ["btree_gist", "pg_trgm", "unaccent"]


def test_a_database_named_by_the_environment_is_used_instead_of_ours(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone@elsewhere/base")
    assert not house.embedded()
    assert house.database_url() == "postgresql://someone@elsewhere/base"


def test_two_starts_at_the_same_moment_start_one_server(cluster):
    code = (
        "import sys; from pathlib import Path; from cordee.operations.postgres import Cluster;"
        "print(Cluster(Path(sys.argv[1]), {'fsync': 'off'}).start())"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(cluster.home)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert sorted(one.communicate()[0].strip() for one in both) == ["False", "True"]


def test_a_server_that_does_not_answer_at_once_is_waited_for(cluster, monkeypatch):
    cluster.start()
    running, deaf = cluster.pid(), iter([False] * 4)
    answers = Cluster.answers
    monkeypatch.setattr(Cluster, "answers", lambda self: next(deaf, None) is None and answers(self))
    assert cluster.start() is False
    assert cluster.pid() == running
