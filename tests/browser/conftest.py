"""Fixtures of the tests in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.site import as_served, collect, served
from tests.browser.visits import Visits, chromium


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def _address(django_db_setup: None) -> Iterator[str]:
    with as_served():
        collect()
        with served() as address:
            yield address


@pytest.fixture
def browser(_chromium: Browser, _address: str, transactional_db: None) -> Iterator[Visits]:
    """Visits of the served site: `browser.open("/", user=alice, javascript=False)`."""
    visits = Visits(_chromium, _address)
    with as_served():
        yield visits
        visits.close()
