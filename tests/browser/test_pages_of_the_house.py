import pytest

from tests.browser.visits import DESKTOP, PHONE, assert_accessible, assert_sober, screenshot

PAGES = {
    "accueil": "/",
    "accessibilite": "/accessibilite/",
    "mentions-legales": "/mentions-legales/",
    "donnees-personnelles": "/donnees-personnelles/",
}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "telephone"])
def test_each_page_of_the_house_is_accessible_and_sober(browser, size):
    page = browser.person(size=size).new_page()
    for name, address in PAGES.items():
        page.goto(address)
        screenshot(page, f"{name}-{'telephone' if size == PHONE else 'bureau'}")
        assert_accessible(page)
        assert_sober(page)


def test_the_home_page_says_the_same_without_javascript(browser):
    page = browser.open("/", javascript=False)
    assert page.locator("h1").count() == 1
