"""A hearing in a real browser: a team takes its time on its phone, a juror reads the day."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from cordee.selection import actions
from cordee.selection.models import Hearing
from tests.browser.visits import assert_accessible, assert_sober, screenshot
from tests.selection.conftest import (  # noqa: F401 - the fixtures of the jury
    CLOSED,
    arras,
    edition,
    hand_in,
    juror,
    lens,
    lille,
    panel,
    sits,
)
from tests.selection.test_withdrawn import LATER

PHONE = (360, 740)


@pytest.fixture(autouse=True)
def _no_try_counted(transactional_db):
    cache.clear()


def test_a_team_takes_its_time_and_a_juror_reads_the_day(browser, panel, juror, lens, amina):  # noqa: F811 - a fixture, asked for by its name
    half = (LATER.replace(hour=10) - LATER) / 2
    times = [(LATER + n * half, LATER + (n + 1) * half) for n in range(3)]
    where = actions.HearingTerms(venue="Salle 12, 2 rue de la Mairie, Arras")
    actions.offer_hearings(panel, times, where, by=amina, at=CLOSED)
    actions.ask_hearings(panel, [lens], by=amina, at=CLOSED)
    own = reverse("selection:own_hearing", args=[lens.application.public_id])
    page = browser.open(own, user=lens.by, size=PHONE)
    page.get_by_label("Salle 12").nth(1).check()
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "audition-choisir-telephone")
    page.get_by_role("button", name="Prendre ce créneau").click()
    page.get_by_text("Ce créneau est à vous").first.wait_for()
    screenshot(page, "audition-prise-telephone")
    assert Hearing.objects.get().slot.starts == LATER + half
    day = reverse("selection:own_hearings_day", args=[panel.public_id])
    page = browser.open(day, user=juror.person.user, size=PHONE)
    page.get_by_text("Lens").wait_for()
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "audition-journee-telephone")
    team = reverse("selection:hearings", args=[panel.public_id])
    page = browser.open(team, user=amina, size=PHONE)
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "audition-equipe-telephone")
