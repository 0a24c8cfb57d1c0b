"""A passage between two phases, from its decision to what a territory reads of it."""

# ruff: noqa: F811 - fixtures are asked for by their names

import pytest
import time_machine
from django.urls import reverse

from cordee.journeys import actions
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot
from tests.journeys.conftest import account, amina, arras, cohort, lens  # noqa: F401 - fixtures
from tests.journeys.test_gates import LATER, edition, gate, members, where  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_passage_is_decided_then_read(  # noqa: PLR0917 - fixtures, by name
    browser,
    cohort,
    lens,
    arras,
    gate,
    members,
    amina,
):
    with time_machine.travel(LATER, tick=True):
        page = browser.open(where("passing", cohort), user=amina)
        assert_accessible(page)
        assert_sober(page)
        screenshot(page, "passage-bureau")
        page = browser.open(where("crossing", cohort, lens.public_id), user=amina, size=PHONE)
        assert_accessible(page)
        screenshot(page, "passage-telephone")
        for one, verdict in ((lens, "go"), (arras, "stop")):
            actions.write_crossing(one, gate, verdict=verdict, reasons="Vu.", by=amina, at=LATER)
        present = [str(one.public_id) for one in members]
        passing = actions.decide_passing(cohort, gate, present=present, by=amina, at=LATER)
        assert_accessible(browser.open(where("passing", cohort), user=amina))
        actions.release_passing(passing, gate, by=amina, at=LATER)
        own = reverse("journeys:own_passages", args=[arras.public_id])
        page = browser.open(own, user=account(arras, "tech"), size=PHONE)
        assert_accessible(page)
        screenshot(page, "passage-lu")
        assert page.get_by_text("Vous ne poursuivez pas").first.is_visible()
