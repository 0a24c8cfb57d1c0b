"""From zero to the deposit on a small phone, without help, with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine

from cordee.applications.models import Application, Deposit
from tests.browser.test_story import TEAM, TEXT, WRITING, house, someone  # noqa: F401 - the house
from tests.browser.visits import PHONE, assert_accessible, screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from cordee.calls.models import Edition
    from tests.browser.visits import Visits

MOST = 90
"""Tabulations to anything on a page: further, a tired hand gives up."""


def tab_to(page: Page, what: Locator, within: int = MOST) -> None:
    """Reach a control by the keyboard alone; what is focused must be seen."""
    wanted = what.first.element_handle()
    for _ in range(within):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement === one", wanted):
            assert page.evaluate("one => getComputedStyle(one).outlineStyle !== 'none' || "
                                 "getComputedStyle(one).boxShadow !== 'none'", wanted)  # fmt: skip
            return
    raise AssertionError(f"{what}: out of the reach of the keyboard on {page.url}")


def looked_at(page: Page, name: str) -> None:
    assert_accessible(page)
    screenshot(page, f"telephone-{name}")


def names(page: Page) -> str:
    """What a screen reader is given, as one text."""
    return page.locator("main").aria_snapshot()


@pytest.mark.usefixtures("house")
def test_a_tired_technicienne_applies_on_her_phone(browser: Visits, house: Edition):  # noqa: F811 - the fixture
    with time_machine.travel(WRITING, tick=True):
        nadia = someone("nadia@example.org", WRITING)
        page = browser.open(f"/appels/{house.key}/candidater/", user=nadia, size=PHONE)
        tab_to(page, page.get_by_label("Votre collectivité"))
        page.keyboard.type("62528")
        for box in page.get_by_role("checkbox").all():
            box.check()
        looked_at(page, "1-candidater")
        page.get_by_role("button", name="Vérifier").press("Enter")
        page.get_by_text("Rien ne s’oppose à votre candidature").wait_for()
        looked_at(page, "2-eligible")
        tab_to(page, page.locator("button[name=start]"))
        page.keyboard.press("Enter")
        page.get_by_text("NON DÉPOSÉ").wait_for()
        looked_at(page, "3-dossier")
        assert "Comptez environ" in names(page)
        _team(page)
        file = Application.objects.get()
        _write(page, file)
        page.goto(f"/candidatures/{file.public_id}/relire/")
        looked_at(page, "6-relire")
        page.goto(f"/candidatures/{file.public_id}/verifier/")
        looked_at(page, "7-deposer")
        tab_to(page, page.locator("form[action$='deposer/'] button"))
        page.keyboard.press("Enter")
        page.get_by_text("DÉPOSÉ", exact=True).wait_for()
        looked_at(page, "8-accuse")
        assert Deposit.objects.count() == 1


def _team(page: Page) -> None:
    page.get_by_role("link", name="Équipe", exact=True).first.press("Enter")
    page.get_by_text("Il manque").first.wait_for()
    looked_at(page, "4-equipe")
    for name, role, email, leads in TEAM:
        page.locator("[name=given_name]").fill(name)
        page.locator("[name=family_name]").fill("Roy")
        page.locator("[name=role]").select_option(role)
        page.locator("[name=email]").fill(email)
        if role == "exterieur":
            page.locator("[name=organisation]").fill("Association Terre")
        for lead in leads:
            page.locator(f"[name=leads][value={lead}]").check()
        page.get_by_role("button", name="Ajouter", exact=True).press("Enter")
        page.get_by_role("link", name=f"{name} Roy").wait_for()


def _write(page: Page, file: Application) -> None:
    """Every answer, saved as it is typed."""
    for section in file.edition.definition.sections(file.step):
        if section.shows != "questions" or not section.questions:
            continue
        page.goto(f"/candidatures/{file.public_id}/partie/{section.key}/")
        for field in page.locator("form textarea:not([disabled])").all():
            field.fill(TEXT)
        for field in page.locator("form input[type=text], form input[type=email]").all():
            mail = "mail" in (field.get_attribute("name") or "")
            field.fill("contact@example.org" if mail else "Responsable")
        save = page.get_by_role("button", name="Enregistrer", exact=True)
        if save.count():
            save.press("Enter")
            page.get_by_text("n’est pas déposé pour autant").wait_for()
        looked_at(page, f"5-{section.key}")  # once nothing is being saved
