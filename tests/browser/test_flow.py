"""Two steps, two tracks, a late code and a complement, in a real browser; the team on a phone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import time_machine

from cordee.applications.models import Application
from cordee.calls.actions import publish
from cordee.people.actions import accounts, seats
from tests.applications.flow import CLOSED, SECOND, two_steps
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from cordee.calls.models import Edition
    from cordee.people.models import User
    from tests.browser.visits import Visits

BEFORE = datetime(2025, 2, 1, 9, tzinfo=UTC)


def someone(email: str) -> User:
    user = accounts.reserve(email, at=BEFORE)
    accounts.welcome(user, method="code", at=BEFORE)
    user.refresh_from_db()
    return user


def looked_at(page: Page, name: str) -> None:
    assert_accessible(page)
    assert_sober(page)
    screenshot(page, f"parcours-{name}")


def test_a_late_team_of_two_steps_completes_and_goes_on(
    browser: Visits, transactional_db, settings
) -> None:
    settings.DEMO = True
    amina, nadia = someone("amina@example.org"), someone("nadia@example.org")
    seats.give_seat(amina.person, "staff", by=None, at=BEFORE)
    call = publish(two_steps(), {}, by=amina, at=BEFORE)
    with time_machine.travel(CLOSED, tick=True):
        word = _the_staff_gives_a_code(browser, call, amina)
        made = _a_team_hands_in_late(browser, call, nadia, word)
        _the_staff_asks_for_a_complement(browser, made, amina)
        _the_team_completes_on_its_phone(browser, made, nadia)
        _the_staff_compares_and_judges(browser, made, amina)
    with time_machine.travel(SECOND, tick=True):
        _the_team_finds_its_second_step_open(browser, made, nadia)


def _the_staff_gives_a_code(browser: Visits, call: Edition, amina: User) -> str:
    page = browser.open(f"/espace/appels/{call.key}/codes/", user=amina)
    page.get_by_label("Pour qui").fill("Syndicat des haies")
    page.get_by_label("Valable jusqu’au").fill("2025-04-03T12:00")
    page.get_by_label("Pourquoi ce retard est admis").fill("Panne du réseau le dernier jour.")
    page.get_by_role("button", name="Créer le code").click()
    word = page.locator("strong code").inner_text()
    looked_at(page, "1-codes")
    return word


def _a_team_hands_in_late(browser: Visits, call: Edition, nadia: User, word: str) -> Application:
    page = browser.open(f"/appels/{call.key}/candidater/", user=nadia, size=PHONE)
    page.get_by_label("Code de dépôt tardif").fill(word)
    page.get_by_text("Votre structure n’est pas dans la liste").click()
    page.get_by_label("Le nom de votre structure").fill("Syndicat des haies")
    page.get_by_label("Volet").select_option("rural")
    page.get_by_role("button", name="Vérifier").click()
    page.get_by_role("button", name="Ouvrir le dossier").click()
    page.get_by_text("NON DÉPOSÉ").first.wait_for()
    looked_at(page, "2-dossier-telephone")
    made = Application.objects.get()
    page.goto(f"/candidatures/{made.public_id}/partie/projet/")
    page.locator("[name=resume]").fill("Planter des haies avec les habitant·es.")
    page.locator("[name=ferme]").fill("Douze")
    page.get_by_role("button", name="Enregistrer et vérifier").click()
    page.get_by_role("button", name="Déposer la candidature").click()
    page.get_by_text("DÉPOSÉ", exact=True).wait_for()
    made.refresh_from_db()
    assert made.current is not None
    assert made.current.late
    return made


def _the_staff_asks_for_a_complement(browser: Visits, made: Application, amina: User) -> None:
    page = browser.open(f"/espace/candidatures/{made.public_id}/instruction/", user=amina)
    looked_at(page, "3-instruction")
    page.get_by_role("link", name="Demander un complément").click()
    page.get_by_label("À compléter avant le").fill("2025-04-20T18:00")
    page.get_by_label("Résumé").fill("Dites où, et combien de mètres.")
    looked_at(page, "4-demande")
    page.get_by_role("button", name="Envoyer la demande").click()
    page.get_by_text("attend une réponse").wait_for()


def _the_team_completes_on_its_phone(browser: Visits, made: Application, nadia: User) -> None:
    page = browser.open(f"/candidatures/{made.public_id}/", user=nadia, size=PHONE)
    page.get_by_text("À COMPLÉTER").wait_for()
    page.get_by_role("link", name="Voir ce qui est demandé").click()
    page.get_by_text("Dites où, et combien de mètres.").wait_for()
    assert page.locator("[name=ferme]").count() == 0
    page.locator("[name=resume]").fill("Planter 800 mètres de haies avec les habitant·es.")
    page.get_by_label("Votre réponse").fill("Le métrage est précisé.")
    looked_at(page, "5-complement-telephone")
    page.get_by_role("button", name="Déposer le complément").click()
    page.get_by_text("DÉPOSÉ", exact=True).wait_for()
    assert made.deposits.count() == 2


def _the_staff_compares_and_judges(browser: Visits, made: Application, amina: User) -> None:
    page = browser.open(f"/espace/candidatures/{made.public_id}/depots/2/", user=amina)
    page.locator("ins", has_text="800").wait_for()
    looked_at(page, "6-changements")
    page.goto(f"/espace/candidatures/{made.public_id}/recevabilite/examen/")
    for answer in page.get_by_label("respectée", exact=True).all():
        answer.check()
    for motive in page.get_by_label("Motif", exact=True).all():
        motive.fill("Vérifié auprès de la préfecture.")
    looked_at(page, "7-recevabilite")
    page.get_by_role("button", name="Enregistrer le verdict").click()
    page.get_by_role("button", name="Notifier 1 verdict").click()
    page.get_by_text("1 verdicts sont notifiés").or_(page.get_by_text("notifié")).first.wait_for()
    looked_at(page, "8-verdicts")


def _the_team_finds_its_second_step_open(browser: Visits, made: Application, nadia: User) -> None:
    page = browser.open(f"/candidatures/{made.public_id}/", user=nadia, size=PHONE)
    page.get_by_text("recevable", exact=True).wait_for()
    looked_at(page, "9-etapes-telephone")
    page.get_by_role("link", name="Dossier complet").click()
    following = made.following.get()
    page.goto(f"/candidatures/{following.public_id}/partie/projet/")
    assert page.locator("[name=resume]").input_value().startswith("Planter 800")
    page.locator("[name=budget]").fill("1 200")
    page.get_by_role("button", name="Enregistrer et vérifier").click()
    page.get_by_role("button", name="Déposer la candidature").click()
    page.get_by_text("DÉPOSÉ", exact=True).wait_for()
    looked_at(page, "10-second-depot-telephone")
    assert following.deposits.count() == 1
