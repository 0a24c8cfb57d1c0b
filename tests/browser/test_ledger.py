"""The team reads the ledger in a real browser: accessible, sober, with and without JavaScript."""

import pytest
from django.db import transaction
from django.urls import reverse

from cordee.ledger.models import Message, Reminder
from tests.browser.visits import DESKTOP, PHONE, assert_accessible, assert_sober, screenshot
from tests.ledger.cast import NOON
from tests.ledger.test_pages import filled

NAMES = ("reminders", "letters", "journal")


@pytest.fixture
def team(transactional_db, amina):
    """Amina and thirty rows of each list, in every state."""
    with transaction.atomic():
        filled(30, amina)
        Message.objects.filter(pk__in=Message.objects.order_by("-pk")[:3]).update(
            state="failed",
            attempts=8,
            error="SMTPServerDisconnected: closed",
        )
        Reminder.objects.filter(pk__in=Reminder.objects.order_by("-pk")[:3]).update(
            state="skipped", message=None, reason="N’a plus lieu d’être : c’est fait.", due=NOON
        )
    return amina


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "telephone"])
def test_the_lists_of_the_ledger_are_accessible_and_sober(browser, team, size):
    page = browser.person(user=team, size=size).new_page()
    for name in NAMES:
        page.goto(reverse(f"ledger:{name}"))
        screenshot(page, f"ledger-{name}-{'telephone' if size == PHONE else 'bureau'}")
        assert_accessible(page)
        assert_sober(page)


def test_a_failed_letter_is_sent_again_without_javascript_nor_mouse(browser, team):
    letter = Message.objects.filter(state="failed").first()
    page = browser.open(reverse("ledger:letter", args=[letter.pk]), user=team, javascript=False)
    screenshot(page, "ledger-letter")
    page.get_by_role("button", name="Renvoyer le message").press("Enter")
    assert page.get_by_text("Le message repart dans un instant.").is_visible()
    letter.refresh_from_db()
    assert letter.state == "queued"


def test_a_list_is_filtered_with_the_keyboard_alone(browser, team):
    page = browser.open(reverse("ledger:reminders"), user=team)
    page.get_by_label("État").select_option("skipped")
    page.get_by_label("Personne ou objet").press("Enter")
    page.wait_for_url("**etat=skipped**")
    assert page.locator("tbody tr").count() == 3
    assert_accessible(page)
