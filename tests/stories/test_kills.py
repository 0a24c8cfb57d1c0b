"""Whatever is killed while two hundred teams hand in, what was acknowledged is whole."""

import subprocess
import time

import pytest

from tests.stories.climbers import Rope
from tests.stories.mountain import Mountain, until

TEAMS = 200


@pytest.fixture(scope="module")
def furnished(django_db_setup, tmp_path_factory):
    """A house with its tables and nobody in it."""
    home = tmp_path_factory.mktemp("house")
    Mountain(home).furnish()
    return home


@pytest.fixture
def mountain(furnished, tmp_path):
    subprocess.run(["cp", "-a", furnished, tmp_path / "house"], check=True)  # with its owners
    one = Mountain(tmp_path / "house")
    one.cluster.start()
    yield one
    one.close()


def soon(mountain):
    """Make the call close in a moment that leaves time to get ready, however slow the machine."""
    for wait in (5, 15, 45):
        closing = mountain.ask("close_in", str(wait))
        if closing - time.time() > 2:
            return closing
    raise AssertionError("the machine is too slow to tell the hour")


def reached(rope, count):
    until(lambda: len(rope.told) >= count, f"{count} teams were told")


def test_killing_the_web_the_worker_and_the_database_loses_and_doubles_nothing(mountain):
    teams = mountain.ask("open_call", str(TEAMS))
    mountain.start_web()
    mountain.start_worker()
    rope = Rope(mountain.port, teams)
    rope.climb(after=lambda number: number / 50)

    reached(rope, TEAMS // 8)
    mountain.kill("worker")
    mountain.start_worker()
    reached(rope, TEAMS // 4)
    mountain.kill("web")
    mountain.start_web()
    reached(rope, TEAMS // 2)
    mountain.kill_database()
    mountain.cluster.start()
    reached(rope, TEAMS * 3 // 4)
    mountain.kill("worker")
    rope.wait()

    assert len(rope.told_yes()) == TEAMS
    assert rope.unanswered > 0  # the kills were felt
    seen = mountain.ask("inspect")
    assert seen["files"] == sorted(team["file"] for team in teams)  # each once, none forgotten
    assert {file: told[1] for file, told in rope.told.items()} == seen["receipts"]
    assert seen["whole"]
    assert seen["facts"] == TEAMS
    assert mountain.ask("verify") == 0

    mountain.forget_workers()
    mountain.start_worker()
    unsent = "SELECT count(*) FROM ledger_message WHERE state <> 'sent'"
    until(lambda: mountain.value(unsent) == 0, "every letter left")
    mails = list((mountain.home / "mail").glob("*.eml"))
    left = (mountain.home / "mail" / "wire.log").read_text().splitlines()
    assert len(mails) == TEAMS
    assert len(set(left)) == TEAMS
    assert len(left) <= TEAMS + 3  # a letter in hand at each death may leave twice, under one name


def test_around_the_closing_instant_a_file_lands_whole_or_is_refused_and_kept(mountain):
    teams = mountain.ask("open_call", "60")
    mountain.start_web()
    rope = Rope(mountain.port, teams)
    closing = soon(mountain)
    rope.climb(after=lambda number: max(closing - time.time() - 1.5 + number / 20, 0))
    rope.wait()

    yes = rope.told_yes()
    no = [body for status, body in rope.told.values() if status == 422]
    assert len(yes) + len(no) == 60
    assert yes
    assert no
    assert all("clos depuis" in body for body in no)
    seen = mountain.ask("inspect")
    assert seen["files"] == yes
    assert seen["late"] == 0
    assert seen["texts"] == 60
    assert seen["sound"]
