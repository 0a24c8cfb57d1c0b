"""Writing a file in a real browser: the network that goes, two hands, a small phone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.conf import settings

from cordee.applications import actions
from cordee.applications.files.resuming import PIECE
from cordee.applications.models import Answer, Application
from cordee.calls.actions import publish
from cordee.people.actions import accounts
from cordee.people.models import User
from tests.applications.conftest import DURING, small
from tests.applications.test_matrix import paper
from tests.browser.visits import PHONE, assert_accessible, assert_sober, screenshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, Route

    from tests.browser.visits import Visits

OPENED = datetime(2024, 11, 1, tzinfo=UTC)
LEFT = "document.querySelectorAll('[style]').forEach(one => one.removeAttribute('style'))"
"""What looks at a page leaves empty styles behind, which htmx would copy and the policy refuse."""
START = "Nous écrivons depuis la mairie."


def someone(name: str) -> User:
    user = accounts.reserve(f"{name.lower()}@example.org", at=DURING)
    person = accounts.welcome(user, method="code", at=DURING)
    person.given_name, person.family_name = name, "Haddad"
    person.save()
    return user


@pytest.fixture
def file(transactional_db: None) -> Iterator[Application]:
    """A file that Nadia and Farida write."""
    with time_machine.travel(DURING, tick=True):
        edition = publish(small(eligibility=[]), {}, by=None, at=OPENED)
        nadia, farida = someone("Nadia"), someone("Farida")
        made = actions.start(edition, body_name="Lens", by=nadia, at=DURING)
        actions.join(
            made, role="agent", given_name="Farida", family_name="Haddad", person=farida.person,
            by=nadia, at=DURING,
        )  # fmt: skip
        actions.save_answer(made, "besoins", START, by=nadia, at=DURING)
        yield made


def page_of(file: Application) -> str:
    return f"/candidatures/{file.public_id}/partie/projet/"


def state(page: Page, said: str) -> None:
    page.locator("#question-besoins [data-save-state]").filter(has_text=said).wait_for()


def in_force() -> str:
    return str(Answer.objects.get(question="besoins").value)


def test_a_text_typed_without_network_comes_back_and_is_saved(browser: Visits, file: Application):
    browser.expect("INTERNET_DISCONNECTED|htmx:(afterRequest|sendError)")
    person = browser.person(user=User.objects.get(email="nadia@example.org"))
    page = person.new_page()
    page.goto(page_of(file))
    person.set_offline(True)
    page.locator("#id_besoins").fill(f"{START} Le train passe sous un tunnel.")
    state(page, "réseau ne répond pas")
    page.close(run_before_unload=False)
    assert in_force() == START
    person.set_offline(False)
    again = person.new_page()
    again.goto(page_of(file))
    state(again, "Enregistré")
    assert in_force() == f"{START} Le train passe sous un tunnel."
    again.reload()
    assert again.evaluate("Object.keys(localStorage).length") == 0


def test_two_hands_are_told_of_each_other_and_merge_their_texts(browser: Visits, file: Application):
    nadia, farida = (User.objects.get(email=f"{n}@example.org") for n in ("nadia", "farida"))
    hers = browser.open(page_of(file), user=farida, size=PHONE)
    actions.save_answer(file, "besoins", f"Bonjour. {START}", by=nadia, at=DURING)
    hers.locator("#id_besoins").fill(f"{START} Et depuis la gare.")
    hers.get_by_role("heading", name="Texte en vigueur").wait_for()
    assert_accessible(hers)
    screenshot(hers, "ecrire-conflit-telephone")
    hers.evaluate(LEFT)
    hers.get_by_role("button", name="Réunir les deux textes").click()
    state(hers, "Enregistré à")
    assert in_force() == f"Bonjour. {START} Et depuis la gare."
    other = browser.open(page_of(file), user=nadia)
    other.get_by_text("Farida Haddad écrit ici en ce moment.").wait_for()
    assert_accessible(other)
    assert_sober(other)
    screenshot(other, "ecrire-a-deux")


def test_history_and_comments_are_read_on_a_phone(browser: Visits, file: Application):
    nadia, farida = (User.objects.get(email=f"{n}@example.org") for n in ("nadia", "farida"))
    actions.save_answer(file, "besoins", "Nous recommençons tout.", by=farida, at=DURING)
    actions.comment(file, "besoins", "Et le budget ?", by=farida, at=DURING)
    page = browser.open(page_of(file), user=nadia, size=PHONE)
    page.get_by_role("link", name="Historique et commentaires (1)").click()
    page.get_by_text("Et le budget ?").wait_for()
    assert_accessible(page)
    screenshot(page, "historique-telephone")
    page.locator(".versions-list a").first.click()
    page.get_by_role("button", name="Rétablir ce texte").wait_for()
    assert_accessible(page)
    screenshot(page, "comparer-telephone")
    page.get_by_role("button", name="Rétablir ce texte").click()
    page.get_by_text("de nouveau en vigueur").wait_for()
    assert in_force() == START


def test_an_upload_says_at_once_that_the_session_ended(browser: Visits, file: Application):
    browser.expect("403")
    page = browser.open(page_of(file), user=User.objects.get(email="nadia@example.org"))
    form = page.locator("form[data-upload]")
    whole = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": paper()}
    form.locator("input[type=file]").set_input_files(files=whole)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    form.get_by_role("button", name="Joindre").click()
    page.get_by_text("votre session a expiré").wait_for(timeout=5000)
    assert not file.attachments.exists()


def test_a_large_file_goes_on_where_the_line_was_cut(browser: Visits, file: Application):
    browser.expect("ERR_CONNECTION_RESET")
    page = browser.open(page_of(file), user=User.objects.get(email="nadia@example.org"))
    sent: list[int] = []

    def line(route: Route) -> None:
        start = route.request.headers.get("x-start")
        if start is not None:
            sent.append(int(start))
        if len(sent) == 2 and start is not None:  # the second piece is lost once
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/envois/**", line)
    content = paper() + b"\n%" + b" " * 2 * PIECE
    whole = {"name": "grand.pdf", "mimeType": "application/pdf", "buffer": content}
    form = page.locator("form[data-upload]")
    form.locator("input[type=file]").set_input_files(files=whole)
    form.get_by_role("button", name="Joindre").click()
    page.get_by_role("link", name="grand.pdf").first.wait_for()
    assert sent == [0, PIECE, PIECE, 2 * PIECE]
    assert file.attachments.get().size == len(content)
