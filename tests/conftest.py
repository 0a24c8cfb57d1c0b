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
    "stories/", "demo/", "browser/", "applications/test_bad_input", "journeys/test_bad_input",
    "journeys/solvers/test_same_bytes", "calls/editor/test_bad_input",
)  # fmt: skip
"""What takes longest, and is begun first."""
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: the workers then end together."""
    items.sort(key=lambda item: not item.nodeid.removeprefix("tests/").startswith(LONG))


def pytest_collection_finish() -> None:
    """Take what stays to the end out of the sight of the garbage collector, and call it less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


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
