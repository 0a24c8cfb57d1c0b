"""The team looks at a year: who must come, what is produced, what it changed, who visits."""

# ruff: noqa: F811 - fixtures are asked for by their names

from django.urls import reverse

from cordee.journeys import actions
from cordee.journeys.strategy import actions as strategy
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot
from tests.journeys.conftest import (  # noqa: F401 - fixtures
    RELEASED,
    account,
    amina,
    arras,
    cohort,
    lens,
)
from tests.journeys.strategy.conftest import NOW, allies, edition  # noqa: F401 - fixtures


def test_the_team_looks_at_a_year_and_whoever_visits_at_her_visits(browser, lens, amina, allies):
    strategy.plan_visit(lens, allies, amina.person, on=NOW.date(), by=amina, at=NOW)
    actions.appraise(lens, "equipe", state="hindered", text="Deux départs.", by=amina, at=NOW)
    whole = [lens.cohort.public_id]
    j2 = lens.cohort.meetings.get(key="j2")
    pages = {
        "livrables": reverse("journeys:deliverables", args=whole),
        "resultats": reverse("journeys:results", args=[lens.public_id]),
        "resultats-cohorte": reverse("journeys:outcomes", args=whole),
        "sondage-conditions": reverse("journeys:poll", args=[j2.public_id]),
    }
    page = browser.open(pages["livrables"], user=amina)
    for name, address in pages.items():
        page.goto(browser.url + address)
        if name == "sondage-conditions":
            page.get_by_text("Qui doit venir", exact=True).click()
        assert_accessible(page)
        assert_sober(page)
        screenshot(page, name)
    own = browser.open(reverse("strategy:visits"), user=allies[0].user, size=PHONE)
    assert_accessible(own)
    screenshot(own, "mes-visites-telephone")
