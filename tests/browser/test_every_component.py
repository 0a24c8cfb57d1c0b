"""Every component in a real browser: accessible, by keyboard, without JavaScript, in the dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.visits import DESKTOP, PHONE, assert_accessible, screenshot

REFUSED = "422"


@pytest.fixture(autouse=True)
def _style_page_open(settings):
    settings.DEMO = True


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "telephone"])
def test_every_component_is_accessible_by_day_and_by_night(browser, size):
    page = browser.open("/style/", size=size)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        screenshot(page, f"style-{scheme}-{size[0]}")
        assert_accessible(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_form_with_faults_comes_back_with_its_summary(browser, javascript):
    browser.expect(REFUSED)
    page = browser.open("/style/", javascript=javascript)
    page.fill("#id_name", "Val Cordier")
    page.click("text=Enregistrer et continuer")
    assert page.title().startswith("Erreur")
    assert page.input_value("#id_name") == "Val Cordier"
    page.click(".error-summary a:has-text('Adresse électronique')")
    assert page.evaluate("location.hash") == "#id_email" if javascript else True
    if javascript:
        assert page.evaluate("document.activeElement.id") == "id_email"
        assert_accessible(page)


def test_the_summary_takes_the_focus(browser):
    browser.expect(REFUSED)
    page = browser.open("/style/")
    page.click("text=Enregistrer et continuer")
    page.wait_for_load_state()
    assert page.evaluate("document.activeElement.id") == "erreurs"


def test_the_keyboard_goes_everywhere_in_order_and_is_seen(browser):
    page = browser.open("/style/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    wanted = page.evaluate(
        "[...document.querySelectorAll('main :is(a[href],button,input,select,textarea,summary)')]"
        ".filter(e => e.type !== 'hidden' && e.type !== 'radio').length"
    )
    seen = set()
    for _ in range(wanted + 20):
        page.keyboard.press("Tab")
        mark, outline, inside = page.evaluate(
            "(e => [(e.dataset.seen ||= Math.random()), getComputedStyle(e).outlineStyle,"
            " !!e.closest('main')])(document.activeElement)"
        )
        if inside:
            seen.add(mark)
            assert outline == "solid", page.evaluate("document.activeElement.outerHTML")
    assert len(seen) >= wanted


def test_changing_language_loses_nothing_and_the_choice_stays(browser):
    page = browser.open("/style/?page=2")
    page.fill("#id_needs", "Un texte en cours")
    page.check("#id_presence_1")
    page.click("text=English")
    page.wait_for_selector("html[lang=en]")
    assert page.url.endswith("/style/?page=2")
    expect(page.locator("#id_needs")).to_have_value("Un texte en cours")
    expect(page.locator("#id_presence_1")).to_be_checked()
    page.goto("/")
    assert page.get_attribute("html", "lang") == "en"


def test_only_the_session_leaves_a_cookie_and_a_reading_visitor_has_none(browser):
    page = browser.open("/")
    assert page.context.cookies() == []
    page.click("text=English")
    page.wait_for_selector("html[lang=en]")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["sessionid"]


def test_what_is_typed_is_saved_and_said(browser):
    page = browser.open("/style/")
    page.fill("#note", "Une phrase")
    expect(page.locator("[data-save-state]").first).to_have_text("Enregistré")


def test_a_lost_network_loses_no_word_and_saves_by_itself_when_it_is_back(browser):
    browser.expect("ERR_INTERNET_DISCONNECTED|htmx:")
    page = browser.open("/style/")
    page.context.set_offline(True)
    page.fill("#note", "Dans le train")
    state = page.locator("[data-save-state]").first
    expect(state).to_contain_text("Non enregistré")
    expect(page.locator("#note")).to_have_value("Dans le train")
    page.context.set_offline(False)
    expect(state).to_have_text("Enregistré")


def test_a_session_that_ended_is_said_and_the_text_comes_back_after_sign_in(browser, settings):
    browser.expect("403|htmx:")
    page = browser.open("/style/")
    page.context.clear_cookies()
    page.fill("#note", "Un long travail")
    expect(page.locator("[data-save-state]").first).to_contain_text("votre session a expiré")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#note")).to_have_value("Un long travail")
    expect(page.locator("[data-save-state]").first).to_have_text("Enregistré")
