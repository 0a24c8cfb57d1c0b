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


def test_the_team_follows_its_call(browser, application, nadia, amina):  # noqa: F811 - a fixture, asked for by its name
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


def test_a_visitor_asks_and_the_team_answers(browser, edition, amina):  # noqa: F811 - a fixture, asked for by its name
    address = reverse("calls:questions", args=[edition.key])
    page = browser.open(address, size=PHONE, javascript=False)
    page.get_by_label("Votre question").fill("Une commune seule ?")
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Envoyer ma question").click()
    page.get_by_text("Votre question est arrivée").wait_for()
    asked = edition.inquiries.get()
    staff = browser.open(reverse("calls:answer", args=[asked.public_id]), user=amina)
    assert_accessible(staff)
    screenshot(staff, "bureau-repondre")
    staff.get_by_label("La réponse").fill("Oui, avec deux élu·es.")
    staff.get_by_role("button", name="Publier la réponse").click()
    staff.get_by_text("La réponse est publiée").wait_for()
    assert_accessible(staff)
    read = browser.open(address, size=PHONE)
    read.get_by_text("Oui, avec deux élu·es.").wait_for()
    assert_accessible(read)
    assert_sober(read)
    screenshot(read, "questions-telephone")
    call = browser.open(reverse("calls:detail", args=[edition.key]))
    assert_accessible(call)
    assert_sober(call)
    screenshot(call, "appel-autour")


def test_the_ways_to_follow_and_the_card_are_accessible(browser, edition):  # noqa: F811 - a fixture, asked for by its name
    page = browser.open(reverse("calls:following"), size=PHONE)
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "suivre-les-appels")
    card = browser.open(reverse("calls:card", args=[edition.key]), size=PHONE)
    screenshot(card, "carte-a-integrer")


def test_a_letter_is_re_read_and_a_thread_answered(browser, application, nadia, amina):  # noqa: F811 - a fixture, asked for by its name
    page = browser.open(reverse("applications:write", args=[application.edition.key]), user=amina)
    assert_accessible(page)
    page.get_by_label("Objet").fill("Plus que quelques jours")
    page.get_by_label("Message", exact=True).fill("Bonjour {structure}, il manque : {manque}.")
    page.get_by_role("button", name="Relire avant d’envoyer").click()
    page.get_by_text("Voici chaque message").wait_for()
    page.locator("summary").first.click()
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, "bureau-envoi")
    desk = reverse("applications:exchanges_desk", args=[application.public_id])
    staff = browser.open(desk, user=amina)
    staff.get_by_label("Votre message").fill("Qui pilote le projet ?")
    staff.get_by_label("J’attends une réponse").check()
    staff.get_by_role("button", name="Écrire").click()
    staff.get_by_text("réponse attendue").wait_for()
    assert_accessible(staff)
    screenshot(staff, "bureau-echanges")
    team = reverse("applications:exchanges", args=[application.public_id])
    phone = browser.open(team, user=nadia, size=PHONE)
    assert_accessible(phone)
    screenshot(phone, "echanges-telephone")
