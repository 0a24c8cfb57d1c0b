"""A jury that names files, on a telephone and without JavaScript."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from cordee.selection.models import Slip
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot
from tests.selection.conftest import (  # noqa: F401 - the fixtures of the jury
    arras,
    hand_in,
    juror,
    lens,
    lille,
    panel,
    sits,
)
from tests.selection.test_votes import edition  # noqa: F401 - a call that votes


@pytest.fixture(autouse=True)
def _no_try_counted(transactional_db):
    cache.clear()


def test_a_member_votes_on_her_telephone(browser, panel, juror):  # noqa: F811 - a fixture, asked for by its name
    here = reverse("selection:panel", args=[panel.public_id])
    page = browser.open(here, user=juror.person.user, size=PHONE)
    page.get_by_label("Je désigne Lille").check()
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "bulletin-telephone")
    page = browser.open(here, user=juror.person.user, size=PHONE, javascript=False)
    page.get_by_label("Je désigne Lille").check()
    page.get_by_role("button", name="Voter", exact=True).click()
    page.get_by_text("Vous avez voté").first.wait_for()
    screenshot(page, "bulletin-vote-telephone")
    assert Slip.objects.get().cast_at is not None
