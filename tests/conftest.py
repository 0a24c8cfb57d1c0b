"""The ground every test stands on: its database, a strict harness, no network."""

import gc
import os
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django import DjangoDbBlocker

from cordee.operations import house
from tests import database
from tests.harness import shuffled

pytest_plugins = ["tests.cast"]
# A slow machine is no fault of the code; continuous integration tries the same examples each time.
hypothesis.settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("house")

LONG = (
    "stories/", "browser/test_deliberation", "browser/test_story", "demo/",
    "journeys/learning/test_bad_input", "alliance/works/test_bad_input",
    "journeys/strategy/test_bad_input", "applications/test_bad_input", "journeys/test_bad_input",
    "selection/test_nobody_learns_early", "alliance/allies/test_meeting",
    "journeys/strategy/test_matrix", "web/test_every_link", "operations/test_several_houses",
    "selection/test_withdrawn", "ledger/test_outbox", "journeys/solvers/test_same_bytes",
    "calls/editor/test_bad_input", "browser/", "territories/", "web/test_every_address",
)  # fmt: skip
"""What takes longest, in that order: begun first, a file to each worker in turn."""
HELD = pytest.StashKey[object]()


def pytest_configure(config: pytest.Config) -> None:
    """Choose this run's database; it starts only if a test asks for it."""
    if not hasattr(config, "workerinput"):
        config.stash[HELD] = database.take_slot()
    database.point(os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    settings.MIDDLEWARE = ["tests.harness.StrictMarkup", *settings.MIDDLEWARE]
    # Empty, for each client would list its files: `as_served` has those that browsers ask for.
    settings.STATIC_ROOT = database.place() / "unserved"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.MEDIA_ROOT = database.place() / "media"
    settings.WHITENOISE_USE_FINDERS = False  # each client would look for every static file again


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each worker, in its share, some long files first, then as many tests as the others."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    items.sort(key=lambda item: _turn(_file(item)))
    long = [file for file in dict.fromkeys(map(_file, items)) if _turn(file) < len(LONG)]
    shares = [[item for item in items if _file(item) in long[n::workers]] for n in range(workers)]
    short = items[sum(map(len, shares)) :]
    dealt: list[pytest.Item] = []
    for rank, share in enumerate(shares, 1):
        missing = max(0, len(items) * rank // workers - len(dealt) - len(share))
        dealt += share + short[:missing]
        del short[:missing]
    items[:] = dealt + short


def pytest_collection_finish() -> None:
    """Take what stays to the end out of the sight of the garbage collector, and call it less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _file(item: pytest.Item) -> str:
    return item.nodeid.split("::", maxsplit=1)[0].removeprefix("tests/")


def _turn(file: str) -> int:
    """Its rank among what is long, or after all of it."""
    return next((rank for rank, start in enumerate(LONG) if file.startswith(start)), len(LONG))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server this run started, once every worker has left."""
    if HELD in config.stash and house.embedded():
        database.cluster().stop()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Clone the migrated template for this worker; wash it after each committed test."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        database.prepare()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: database.wash())
        yield


@pytest.fixture(autouse=True)
def _no_order_left_to_chance() -> Iterator[None]:
    """Shuffle what no query orders, so that a test cannot pass by luck twice."""
    with shuffled():
        yield


@pytest.fixture(autouse=True)
def _french_first() -> Iterator[None]:
    """Forget the language that a page of the test before chose for this thread."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def cost() -> Callable[[Client, str], int]:
    """Count the queries of a page once everything that is kept is warm."""

    def count(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    return count
