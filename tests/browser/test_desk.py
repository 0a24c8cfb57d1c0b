"""The desk of a call in a real browser: what its team follows, on a screen and on a phone."""

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from cordee.applications import actions
from tests.applications.conftest import (  # noqa: F401 - the fixtures of a small call
    DURING,
    application,
    edition,
    lens,
    nadia,
)
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot


@pytest.fixture(autouse=True)
def _no_try_counted(transactional_db):
    cache.clear()


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(DURING, tick=True):
        yield


def test_the_team_follows_its_call(browser, application, nadia, amina):  # noqa: F811
    for number in range(4):
        actions.start(application.edition, body_name=f"Pays {number}", by=nadia, at=DURING)
    key = application.edition.key
    page = browser.open(reverse("applications:follow", args=[key]), user=amina)
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "bureau-suivi")
    phone = browser.open(reverse("applications:follow", args=[key]), user=amina, size=PHONE)
    assert_accessible(phone)
    screenshot(phone, "bureau-suivi-telephone")
