"""Looking a territory up and choosing one, in a real browser."""

from datetime import UTC, datetime

import pytest

from cordee.kernel.bodies import Kind
from cordee.territories import actions
from cordee.territories.actions import Body
from cordee.territories.models import Territory
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def places(transactional_db):
    """Two homonyms, their EPCI, and a park made by hand."""

    def made(ref, name, kind="commune", **more):
        values = {"origin": "cog", "made_at": NOON, "region": "32", **more}
        return Territory.objects.create(ref=ref, name=name, kind=kind, **values)

    epci = made("epci:200000001", "CA du Pays de Saint-Omer", "ca", department="62", population=104)
    made("commune:62765", "Saint-Omer", department="62", population=14_382, parent=epci)
    made("commune:14635", "Saint-Omer", department="14", population=191)
    return actions.make(Body("PNR des Deux Caps", Kind.PNR), by=None, at=NOON)


@pytest.fixture
def team(amina, settings):
    """Amina, without the second proof that the demonstration spares."""
    settings.DEMO = True
    return amina


@pytest.mark.parametrize("javascript", [True, False])
def test_anyone_looks_a_territory_up(browser, places, javascript):
    page = browser.open("/territoires/recherche/", javascript=javascript)
    page.get_by_label("Nom, code postal").fill("st omer")
    page.get_by_role("main").get_by_role("button", name="Chercher").click()
    page.get_by_text("Saint-Omer (62) — 14").wait_for()
    assert page.get_by_text("Saint-Omer (14) — 191").count() == 1
    if javascript:
        assert_accessible(page)
        assert_sober(page)
        screenshot(page, "territoires-recherche")


def test_the_answers_follow_what_is_typed_and_one_is_ticked_from_the_keyboard(
    browser, places, team
):
    page = browser.open(f"/espace/territoires/{places.ref}/membres/ajouter/", user=team)
    page.get_by_label("Territoire membre").press_sequentially("saint om")
    page.get_by_role("radio").nth(2).wait_for()
    assert "3\u00a0territoires trouvés" in page.locator("[id$=_state]").inner_text()
    assert_accessible(page)
    screenshot(page, "territoires-choix")
    page.get_by_label("Territoire membre").press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    chosen = page.get_by_role("radio", checked=True).input_value()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("heading", name="PNR des Deux Caps").wait_for()
    assert places.members.get().child.ref == chosen
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "territoires-fiche")


def test_without_javascript_the_button_brings_the_answers_to_tick(browser, places, team):
    page = browser.open(
        f"/espace/territoires/{places.ref}/membres/ajouter/", user=team, javascript=False
    )
    browser.expect("422")
    page.get_by_label("Territoire membre").fill("saint-omer")
    page.get_by_role("main").get_by_role("button", name="Chercher").click()
    page.get_by_role("radio", name="Saint-Omer (62) — 14").check()
    page.get_by_role("button", name="Enregistrer").click()
    assert places.members.get().child.ref == "commune:62765"


@pytest.mark.parametrize("size", [(1280, 900), PHONE])
def test_the_pages_of_the_team_are_accessible_and_sober(browser, places, team, size):
    page = browser.person(user=team, size=size).new_page()
    for address in ("", "ajouter/", f"{places.ref}/corriger/", "commune:62765/"):
        page.goto(f"/espace/territoires/{address}")
        assert_accessible(page)
        assert_sober(page)
    page.goto("/espace/territoires/")
    screenshot(page, f"territoires-liste-{size[0]}")
