"""Walks every kind of page of the demonstration year as each role, with axe (`make walk`)."""

import re
from collections import deque
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Error, Page

from cordee import cli
from cordee.demo import entrances, year
from cordee.people.models import Seat, User
from tests.browser.visits import DESKTOP, PHONE, assert_accessible, screenshot, weight_of

FILES = r"\.(pdf|ics|zip|csv|ods|xlsx|docx|odt|json|xml|atom|rss|pem|svg)$"
LEFT = re.compile(FILES + "|deconnexion|langue|export|demonstration")
"""What leads out of pages: files, and the door."""
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|:\d+[A-Z]?\d*/|/\d+/")
MOST = 400
"""Pages a role at most: a walk that grows beyond tells of a list without kinds."""


def kind(address: str) -> str:
    """An address without the keys of its rows nor its query: two of one kind are one page."""
    return KEY.sub("*", urlsplit(address).path)


def links(page: Page) -> Iterator[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map(one => one.href)")
    for address in found:
        plain = urldefrag(address).url
        if urlsplit(plain).netloc == urlsplit(page.url).netloc and not LEFT.search(plain):
            yield plain


def walked(page: Page, size: tuple[int, int], told: list[str], looked: set[str]) -> int:
    """Visit one page of each kind, from where `page` stands; what is wrong goes to `told`.

    Three roles of the team see the same pages: what was `looked` at is opened, not audited again.
    """
    ahead, seen = deque([page.url]), {kind(page.url)}
    visited = 0
    while ahead and visited < MOST:
        address = ahead.popleft()
        try:
            answer = page.goto(address)
        except Error as stop:
            if "Download is starting" in str(stop):
                continue
            raise
        visited += 1
        if answer is None or answer.status >= 400:
            told.append(f"{address} : {answer.status if answer else 'rien'}")
            continue
        if kind(address) in looked:
            ahead.extend(_new(page, seen))
            continue
        looked.add(kind(address))
        try:
            assert_accessible(page)
        except AssertionError as fault:
            told.append(str(fault)[:1500])
        if size == DESKTOP and (weight := weight_of(page)).grade > "A":
            told.append(f"{address} : EcoIndex {weight.grade} {weight}")
        ahead.extend(_new(page, seen))
    return visited


def _new(page: Page, seen: set[str]) -> Iterator[str]:
    """The links of a page whose kind was not met yet."""
    for found in links(page):
        if kind(found) not in seen:
            seen.add(kind(found))
            yield found


@pytest.fixture
def people(transactional_db) -> list[tuple[str, User]]:
    """Who holds each role of the demonstration, its year played."""
    cli.main(["territories", "import"])
    year.play(say=lambda _: None)
    seats = Seat.objects.exclude(person__user=None).select_related("person__user")
    first = {seat.role: seat.person.user for seat in seats.order_by("-pk")}
    return sorted({**first, **{str(role): user for role, user in entrances._lived()}}.items())


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["bureau", "telephone"])
def test_every_page_is_accessible_and_sober(browser, people, size, capsys):
    told: list[str] = []
    looked: set[str] = set()
    for role, user in [("visitor", None), *people]:
        page = browser.open("/" if user is None else "/espace/", user=user, size=size)
        count = walked(page, size, told, looked)
        screenshot(page, f"parcours-{role}")
        with capsys.disabled():
            print(f"\n  {role} : {count} pages")  # noqa: T201 - the walk tells its way
        page.close()
    assert not told, "\n\n".join(told)
