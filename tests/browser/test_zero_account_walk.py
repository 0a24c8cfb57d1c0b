"""From no account to the deposit, on a phone without JavaScript, as a screen reader tells it."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core import mail

from cordee.applications.models import Deposit
from cordee.calls.actions import publish
from cordee.territories.models import Territory
from tests.applications.conftest import small
from tests.browser.visits import PHONE, screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.visits import Visits

WRITING = datetime(2024, 12, 2, 9, tzinfo=UTC)
BEFORE = datetime(2024, 11, 1, tzinfo=UTC)
HEARD = os.environ.get("CORDEE_HEARD", "")
"""A folder where what a screen reader is told of each page is written, to be read aloud."""
NAMELESS = re.compile(
    r"^\s*- (textbox|combobox|button|link|radio|checkbox|spinbutton)( \[|:|$)", re.MULTILINE
)


TOO_WIDE = """document.documentElement.scrollWidth <= window.innerWidth ? [] :
    [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > window.innerWidth)
    .map(one => one.outerHTML.slice(0, 120))"""
"""What makes a page scroll sideways, when it does."""


def heard(page: Page, name: str) -> str:
    """What a screen reader is told: one title, no control without a name, no level skipped."""
    page.wait_for_load_state()
    told = page.locator("body").aria_snapshot()
    if HEARD:
        Path(HEARD, f"{name}.txt").write_text(f"{page.title()}\n{told}")
        screenshot(page, f"zero-{name}")
    assert not NAMELESS.findall(told), (name, NAMELESS.findall(told))
    levels = [int(one) for one in re.findall(r"heading .*\[level=(\d)\]", told)]
    inside = re.findall(r"heading .*\[level=1\]", told)
    assert len(inside) == 1, (name, inside)
    steps = zip(levels[levels.index(1) :], levels[levels.index(1) + 1 :], strict=False)
    assert all(later <= earlier + 1 for earlier, later in steps), (name, levels)
    assert page.evaluate(TOO_WIDE) == [], name
    return told


def refused(page: Page, name: str) -> None:
    """A refusal: the title tells it, the first thing said is what to mend, each with its way."""
    told = heard(page, name)
    assert page.title().startswith("Erreur"), page.title()
    summary = page.locator("main .error-summary, main [role=alert]").first
    where = summary.locator("a").first.get_attribute("href")
    assert where, told
    field = page.locator(where)
    assert field.count() == 1, where
    assert "main" in told


@pytest.mark.parametrize("javascript", [False])
def test_anybody_goes_from_no_account_to_a_deposit_by_ear(
    browser: Visits, settings, *, javascript: bool
) -> None:
    edition = publish(small(), {}, by=None, at=BEFORE)
    Territory.objects.create(
        ref="commune:62498", kind="commune", name="Lens", insee="62498", department="62",
        region="32", population=32920, origin="cog", made_at=BEFORE,
    )  # fmt: skip
    browser.expect("422")
    with time_machine.travel(WRITING, tick=True):
        page = browser.open("/", size=PHONE, javascript=javascript)
        heard(page, "01-accueil")
        page.get_by_role("link", name=edition.title).first.click()
        heard(page, "02-appel")
        page.get_by_role("link", name="Candidater").first.click()
        _enters(page)
        _begins(page)
        _gathers(page)
        _writes(page)
        page.get_by_role("link", name="Déposer", exact=True).first.click()
        heard(page, "12-verifier")
        page.get_by_role("button", name="Déposer la candidature").click()
        told = heard(page, "13-accuse")
        assert "DÉPOSÉ" in told
        assert "centre@example.org" in told  # « le service ci-dessus » is said above
        assert Deposit.objects.count() == 1


def _enters(page: Page) -> None:
    """No account: an address, the code it receives, and back to where she was going."""
    heard(page, "03-connexion")
    page.get_by_role("button", name="Recevoir un code").click()
    refused(page, "04-sans-adresse")
    page.get_by_label("Votre adresse électronique").fill("zoe@example.org")
    page.get_by_role("button", name="Recevoir un code").click()
    heard(page, "05-code")
    code = re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)
    assert code
    page.get_by_role("textbox").first.fill(code[0])
    page.get_by_role("textbox").first.press("Enter")


def _begins(page: Page) -> None:
    heard(page, "06-candidater")
    page.get_by_role("button", name="Vérifier").click()
    refused(page, "07-sans-structure")
    page.get_by_label("Votre collectivité").fill("Lens")
    page.get_by_role("button", name="Chercher").first.click()
    told = heard(page, "08-choisir")
    assert (
        "alert" not in told.partition("- main")[2]
    )  # she only looked: nothing is held against her
    assert not page.title().startswith("Erreur")
    page.get_by_role("radio", name=re.compile("Lens")).check()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Vérifier").click()
    heard(page, "09-recevable")
    page.get_by_role("button", name="Ouvrir le dossier").click()
    assert "NON DÉPOSÉ" in heard(page, "10-dossier")


def _gathers(page: Page) -> None:
    page.get_by_role("link", name="Équipe", exact=True).first.click()
    heard(page, "11-equipe")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    refused(page, "11-equipe-vide")
    page.locator("[name=given_name]").fill("Zoé")
    page.locator("[name=family_name]").fill("Petit")
    page.locator("[name=role]").select_option("elu")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    page.get_by_role("link", name="Zoé Petit").wait_for()


def _writes(page: Page) -> None:
    page.get_by_role("link", name="Projet", exact=True).first.click()
    heard(page, "11-projet")
    page.get_by_role("textbox", name="Besoins").fill("Du temps.")
    page.get_by_role("radio", name="Eau").check()
    page.get_by_role("button", name=re.compile("Enregistrer")).first.click()
    heard(page, "11-enregistre")
