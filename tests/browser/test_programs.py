"""The pages for those who write programs: documentation, tokens, addresses to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from cordee.ledger import hooks
from cordee.people.actions import accounts, seats
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.visits import Visits


def looked_at(page: Page, name: str) -> None:
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, f"programmes-{name}")


def test_a_programmer_reads_makes_a_token_and_registers_an_address(
    browser: Visits, settings
) -> None:
    settings.DEMO = True
    now = timezone.now()
    amina = accounts.reserve("amina@example.org", at=now)
    accounts.welcome(amina, method="code", at=now)
    seats.give_seat(amina.person, "staff", by=None, at=now)
    hook = hooks.register(
        "https://programme.example.org/ecoute", ["calls.published"], by=None, at=now,
        checking=lambda _address: None,
    )  # fmt: skip
    page = browser.open("/api/", size=PHONE)
    looked_at(page, "documentation")
    page = browser.open("/moi/jetons/", user=amina, size=PHONE)
    page.get_by_label("Quel programme l’emploiera").fill("Tableau de bord")
    looked_at(page, "jetons")
    page.get_by_role("button", name="Créer ce jeton").press("Enter")
    page.get_by_text("il ne sera plus jamais montré").wait_for()
    assert "cordee_" in page.locator("main").inner_text()
    looked_at(page, "jeton")
    for name, where in (
        ("tous", "/espace/jetons/"),
        ("adresses", "/espace/adresses-a-prevenir/"),
        ("adresse", f"/espace/adresses-a-prevenir/{hook.public_id}/"),
    ):
        page.goto(where)
        looked_at(page, name)
